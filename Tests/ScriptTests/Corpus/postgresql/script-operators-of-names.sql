create operator -> (leftarg = a, rightarg = b, function = f); create operator @- (rightarg = a, function = f);
create operator public.<=> (leftarg = a, rightarg = b, procedure = f, commutator = operator(public.<=>));
select a <=> b, a @- b, a !~~* b, @ -5, |/ 25, 5 != 3, a *- 1, a <-- not an operator; but a comment
b;
