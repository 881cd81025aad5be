-- The role in which the service works. It owns nothing. Roles belong to the whole cluster, and a plain owner may not
-- create them: then the administrator ran `CREATE ROLE qf_app NOLOGIN; GRANT qf_app TO owner` beforehand.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qf_app') THEN CREATE ROLE qf_app NOLOGIN NOINHERIT; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
--> statement-breakpoint
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'qf_app',
    CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
  THEN EXECUTE 'GRANT qf_app TO ' || quote_ident(current_user); END IF;
END $$;
