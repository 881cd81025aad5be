CREATE TABLE "audit_events" (
	"siret" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"refs" text[] NOT NULL,
	"mac" "bytea" NOT NULL,
	CONSTRAINT "audit_events_siret_seq_pk" PRIMARY KEY("siret","seq")
);
--> statement-breakpoint
ALTER TABLE "audit_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"siret" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"mac" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "collectivites" (
	"siret" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"code_cog" text NOT NULL,
	"departement_code" text NOT NULL,
	"departement_name" text NOT NULL,
	"postal_codes" text[] NOT NULL,
	"time_zone" text NOT NULL,
	"state" text NOT NULL,
	"search_key" text NOT NULL,
	"asks_declared_fields" boolean DEFAULT false NOT NULL,
	"contact" text,
	"retention_days" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collectivites_siret" CHECK ("collectivites"."siret" ~ '^[0-9]{14}$'),
	CONSTRAINT "collectivites_retention" CHECK ("collectivites"."retention_days" between 1 and 90)
);
--> statement-breakpoint
CREATE TABLE "communes" (
	"code_cog" text PRIMARY KEY NOT NULL,
	"siren" text,
	"name" text NOT NULL,
	"departement_code" text NOT NULL,
	"departement_name" text NOT NULL,
	"postal_codes" text[] NOT NULL,
	"population" integer NOT NULL,
	"search_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"siret" text PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "data_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"siret" text NOT NULL,
	"email" text NOT NULL,
	"proconnect_sub" text,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"accepted_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reference_data" (
	"name" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" "bytea" PRIMARY KEY NOT NULL,
	"content" "bytea" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"siret" text NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"origin" text NOT NULL,
	"to_check" boolean NOT NULL,
	"treated_at" timestamp (3) with time zone,
	"person" "bytea",
	"previous_id" uuid,
	"envelope" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "submissions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_siret_collectivites_siret_fk" FOREIGN KEY ("siret") REFERENCES "public"."collectivites"("siret") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_previous_id_submissions_id_fk" FOREIGN KEY ("previous_id") REFERENCES "public"."submissions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collectivites_by_siren" ON "collectivites" USING btree (left("siret", 9));--> statement-breakpoint
CREATE UNIQUE INDEX "members_by_email" ON "members" USING btree ("siret","email");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_by_reference" ON "submissions" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "submissions_by_date" ON "submissions" USING btree ("siret","created_at","id");--> statement-breakpoint
CREATE INDEX "submissions_by_person" ON "submissions" USING btree ("siret","person","created_at");--> statement-breakpoint
CREATE INDEX "submissions_by_previous" ON "submissions" USING btree ("previous_id");--> statement-breakpoint
CREATE POLICY "audit_events_of_the_tenant" ON "audit_events" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "audit_heads_of_the_tenant" ON "audit_heads" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "data_keys_of_the_tenant" ON "data_keys" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "members_of_the_tenant" ON "members" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));--> statement-breakpoint
CREATE POLICY "submissions_of_the_tenant" ON "submissions" AS PERMISSIVE FOR ALL TO "qf_app" USING (siret = nullif(current_setting('app.siret', true), '')) WITH CHECK (siret = nullif(current_setting('app.siret', true), ''));