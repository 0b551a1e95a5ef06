select 1; /* outer /* inner */
select 2;