-- nothing;
/* at all; */
;;
