CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"siret" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"format" text NOT NULL,
	"selection" text NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	"refs" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "exports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"siret" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "partner_organisations" (
	"siret" text NOT NULL,
	"siren" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "partner_organisations_siret_siren_pk" PRIMARY KEY("siret","siren"),
	CONSTRAINT "partner_organisations_siren" CHECK ("partner_organisations"."siren" ~ '^[0-9]{9}$')
);
--> statement-breakpoint
CREATE TABLE "refused_origins" (
	"siret" text NOT NULL,
	"origin" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refused_origins_siret_origin_pk" PRIMARY KEY("siret","origin")
);
--> statement-breakpoint
ALTER TABLE "refused_origins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "members_by_email";--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "services" text;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "counter_address" text;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "counter_hours" text;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "other_ways" text[] DEFAULT '{"guichet"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "return_origins" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "access_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "collectivites" ADD COLUMN "access_reminded_days" smallint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "requested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "left_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "exported_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "example" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "warned_days" smallint;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_organisations" ADD CONSTRAINT "partner_organisations_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refused_origins" ADD CONSTRAINT "refused_origins_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exports_by_date" ON "exports" USING btree ("siret","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_by_token" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_by_email" ON "invitations" USING btree ("siret","email") WHERE "invitations"."used_at" is null;--> statement-breakpoint
CREATE INDEX "partner_organisations_by_siren" ON "partner_organisations" USING btree ("siren");--> statement-breakpoint
CREATE INDEX "audit_events_by_date" ON "audit_events" USING btree ("siret","at");--> statement-breakpoint
CREATE UNIQUE INDEX "members_by_sub" ON "members" USING btree ("siret","proconnect_sub") WHERE "members"."left_at" is null;--> statement-breakpoint
CREATE INDEX "submissions_to_treat" ON "submissions" USING btree ("siret","created_at","id") WHERE "submissions"."treated_at" is null and not "submissions"."example";--> statement-breakpoint
CREATE INDEX "submissions_never_exported" ON "submissions" USING btree ("siret","created_at","id") WHERE "submissions"."exported_at" is null and not "submissions"."example";--> statement-breakpoint
CREATE INDEX "submissions_to_check" ON "submissions" USING btree ("siret","created_at","id") WHERE "submissions"."to_check";--> statement-breakpoint
CREATE INDEX "submissions_examples" ON "submissions" USING btree ("siret") WHERE "submissions"."example";--> statement-breakpoint
CREATE UNIQUE INDEX "members_by_email" ON "members" USING btree ("siret","email") WHERE "members"."left_at" is null;--> statement-breakpoint
CREATE POLICY "exports_of_the_tenant" ON "exports" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "invitations_of_the_tenant" ON "invitations" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "refused_origins_of_the_tenant" ON "refused_origins" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
-- Row-level security also for the tables' owner, and only what the service does.
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE refused_origins FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON exports TO qf_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations, partner_organisations, refused_origins TO qf_app;
