import type { Migration } from '../migrations/migrations.ts'

/** Accounts and their sessions, in the shape that better-auth reads and writes. A person is one account in any number of workspaces. */
export const authMigrations: readonly Migration[] = [
  {
    id: 'auth/0001-accounts',
    create: [
      {
        table: 'auth_users',
        distribute: 'local',
        columns: `
          id text primary key,
          name text not null,
          email text not null unique,
          "emailVerified" boolean not null default false,
          image text,
          language text not null default 'ru',
          "createdAt" timestamptz not null default now(),
          "updatedAt" timestamptz not null default now()`,
      },
      {
        table: 'auth_sessions',
        distribute: 'local',
        columns: `
          id text primary key,
          "expiresAt" timestamptz not null,
          token text not null unique,
          "createdAt" timestamptz not null default now(),
          "updatedAt" timestamptz not null default now(),
          "ipAddress" text,
          "userAgent" text,
          "userId" text not null references auth_users (id) on delete cascade`,
        indexes: ['create index auth_sessions_by_user on auth_sessions ("userId")'],
      },
      {
        table: 'auth_accounts',
        distribute: 'local',
        columns: `
          id text primary key,
          "accountId" text not null,
          "providerId" text not null,
          "userId" text not null references auth_users (id) on delete cascade,
          "accessToken" text,
          "refreshToken" text,
          "idToken" text,
          "accessTokenExpiresAt" timestamptz,
          "refreshTokenExpiresAt" timestamptz,
          scope text,
          password text,
          "createdAt" timestamptz not null default now(),
          "updatedAt" timestamptz not null default now()`,
        indexes: ['create index auth_accounts_by_user on auth_accounts ("userId")'],
      },
      {
        table: 'auth_verifications',
        distribute: 'local',
        columns: `
          id text primary key,
          identifier text not null,
          value text not null,
          "expiresAt" timestamptz not null,
          "createdAt" timestamptz not null default now(),
          "updatedAt" timestamptz not null default now()`,
        indexes: ['create index auth_verifications_by_identifier on auth_verifications (identifier)'],
      },
    ],
  },
]
