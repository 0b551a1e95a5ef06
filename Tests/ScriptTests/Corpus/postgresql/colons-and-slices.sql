select a[1:2], b::int[], c[:]; select f(x := 1, y => ';');
