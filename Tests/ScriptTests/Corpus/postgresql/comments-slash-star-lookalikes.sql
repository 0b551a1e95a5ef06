select 1 */ 2; select 2 * /* ; */ 3; select '/*', 4 /**/ * 5; select 6 // 7;
