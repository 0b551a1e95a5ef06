create table größe (höhe int, 漢字 text, é$ int); select größe.höhe, 漢字 from größe; select '𝄞;', "𝄞;";
