namespace Daypass.Protocol.Errors;

// Callers who are not who they must be, or of a kind that may not ask.
public static partial class Reasons
{
    public static ReasonId NoSuchAccessKey { get; } = new("DP-AUT-01", "no such access key",
        "The key was deleted, was never here, or belongs to another server or to AWS. Look at the client's profile and endpoint.");

    public static ReasonId AccessKeyInactive { get; } = new("DP-AUT-02", "the access key is inactive",
        "Somebody switched it off. Give the caller another key, or set this one active again.");

    public static ReasonId SessionTokenMissing { get; } = new("DP-AUT-03", "a temporary key came without a token",
        "Have the client send the session token along with the key and secret (`AWS_SESSION_TOKEN`).");

    public static ReasonId SessionTokenDoesNotOpen { get; } = new("DP-AUT-04", "the token does not open",
        "The token was cut or changed, is another server's, or the key that sealed it was retired: see [backup-and-keys.md](backup-and-keys.md). Have the "
        + "caller get new credentials.");

    public static ReasonId SessionTokenOfOtherKey { get; } = new("DP-AUT-05", "the token belongs to another key",
        "Key and token come from two sessions: an old environment variable or profile beside a new one. Set all three values at once.");

    public static ReasonId SessionEnded { get; } = new("DP-AUT-06", "the session ended",
        "Have the caller get new credentials. If that is too early, ask for a longer session or set the clocks.");

    public static ReasonId SessionIssuerGone { get; } = new("DP-AUT-07", "who the session was issued for is gone",
        "The role, user or account was deleted or made anew, the account is closed, or the access key behind the session is inactive or deleted. Have the "
        + "caller get new credentials.");

    public static ReasonId AccountClosed { get; } = new("DP-AUT-08", "the account is closed",
        "Nothing is served to it any more. Give the caller keys of an open account.");

    public static ReasonId SessionTokenWithLongTermKey { get; } = new("DP-AUT-09", "a token came with a long-term key",
        "The session token is left over in the client's environment or profile: remove it.");

    public static ReasonId UserOfKeyGone { get; } = new("DP-AUT-10", "the key's user is gone",
        "The user was deleted. Give the caller a key of another user.");

    public static ReasonId SessionEndedByOperator { get; } = new("DP-AUT-11", "the operator ended the session",
        "Sessions of the account, of the role, or all that came of an access key were ended with `daypass-server`: see [incidents.md](incidents.md). Have the "
        + "caller get new credentials.");

    public static ReasonId WellKnownKey { get; } = new("DP-AUT-12", "a key of other tools' tests, such as test",
        "Other tools take any key. Give the client one of the credentials file or of the world file, or start a server for tests with `--ephemeral "
        + "--well-known-keys USER`: see [testing.md](testing.md).");

    public static ReasonId SessionMayNotIssueSessions { get; } = new("DP-ADM-01", "session credentials call what is for users and root",
        "GetSessionToken and GetFederationToken are for users and root. Have the caller use its long-term key.");

    public static ReasonId KindOfSessionMayNotCall { get; } = new("DP-ADM-02", "this kind of session may not call the operation",
        "Sessions of GetSessionToken may call AssumeRole, GetWebIdentityToken, GetScopedCredentials and GetCallerIdentity of STS, those of "
        + "GetFederationToken only the last two. Have the caller assume a role, or use its long-term key.");

    public static ReasonId SessionWithoutMfaCalledIam { get; } = new("DP-ADM-03", "a session without MFA called IAM",
        "Have the caller name its MFA device and a code when it gets the session.");

    public static ReasonId FederatedUserCalledIam { get; } = new("DP-ADM-04", "a federated user called IAM",
        "Sessions of GetFederationToken may not call IAM, as on AWS. Use a role.");

    public static ReasonId LongTermKeyCannotBeScoped { get; } = new("DP-ADM-05", "a long-term key asked for scoped credentials",
        "Only sessions can be made narrower. Have the caller get a session first: GetSessionToken for a user, AssumeRole for a role.");

    public static ReasonId SessionHasAllScopes { get; } = new("DP-ADM-06", "the session has three scope down policies already",
        "Put what the fourth was to say into the third, or begin again from a session with fewer.");

    public static ReasonId NoSuchMfaDevice { get; } = new("DP-MFA-01", "no such device of this caller",
        "The serial number is wrong or is another user's device. `aws iam list-mfa-devices` shows the caller's own.");

    public static ReasonId MfaTooSoon { get; } = new("DP-MFA-02", "too many codes in a short time",
        "Wait: a device answers nine codes in three minutes, and after 27 wrong ones in a row the pause doubles, up to 15 minutes. Many of these mean that "
        + "somebody guesses.");

    public static ReasonId MfaCodeWrong { get; } = new("DP-MFA-03", "the code is wrong or was used",
        "Wait for the next code; each works once. If all are wrong, set the clocks or use `aws iam resync-mfa-device`.");

    public static ReasonId MfaNotForSessions { get; } = new("DP-MFA-04", "only users and root have devices",
        "Have the caller prove its device with its long-term key, when it gets the first session.");
}
