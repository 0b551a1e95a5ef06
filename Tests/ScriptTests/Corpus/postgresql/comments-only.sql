-- nothing but; comments
/* and more; of them */

-- the end
