-- Row-level security also for the tables' owner.
ALTER TABLE data_keys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE members FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE submissions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Only what the service does; audit events are never changed nor removed by it.
GRANT SELECT ON communes, reference_data TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON collectivites, audit_heads TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON data_keys, audit_events TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON members, submissions, sessions TO qf_app;
--> statement-breakpoint
-- The readiness check compares the migrations applied with those shipped.
GRANT USAGE ON SCHEMA drizzle TO qf_app;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO qf_app;
