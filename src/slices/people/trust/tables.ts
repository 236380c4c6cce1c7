export interface InvitationTables {
  role_invitation: {
    id: string
    token: string
    email: string
    role: string
    scope: string | null
    role_until: Date | null
    invited_by: string
    invited_at: Date
    expires_at: Date
    used_at: Date | null
    withdrawn_at: Date | null
  }
}
