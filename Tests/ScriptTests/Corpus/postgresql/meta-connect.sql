\connect database
