--
-- PostgreSQL database dump
--

\restrict 0bKpXQf8OJ5lGBdpXtcs1GJhnMsHqz0JgqDxnmFbQpZtqLqHWAnzGFQ7bPJhvTa

-- Dumped from database version 17.6
-- Dumped by pg_dump version 17.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET row_security = off;

SET default_tablespace = '';

--
-- Name: t; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.t (
    id integer NOT NULL,
    name text
);


--
-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.t (id, name) FROM stdin;
1	one
2	\N
\.


--
-- Name: t_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.t_id_seq', 2, true);


ALTER TABLE ONLY public.t
    ADD CONSTRAINT t_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict 0bKpXQf8OJ5lGBdpXtcs1GJhnMsHqz0JgqDxnmFbQpZtqLqHWAnzGFQ7bPJhvTa

