namespace Daypass.Protocol.Errors;

/// <summary>
/// Every reason for which a request is refused, declared once; docs/reasons.md is written from here. An id keeps its meaning for good: what else is found
/// gets a new number, and the number of a reason that goes is not given again.
/// </summary>
/// <remarks>Here are those of the server as a whole and of single operations; the other files have one area each.</remarks>
public static partial class Reasons
{
    public static ReasonId PathIsNotRoot { get; } = new("DP-ROA-01", "the path is not /",
        "Give the client the server's URL without a path, or have the proxy in front cut the path off before it is signed.");

    public static ReasonId DatabaseAwayTooLong { get; } = new("DP-ROA-02", "the database has been away for longer than --longest-outage",
        "Bring the database back; the node goes on by itself. See [operating.md](operating.md#when-the-database-is-away).");

    public static ReasonId NotRecorded { get; } = new("DP-AUD-01", "the audit record cannot be written",
        "Make room on the disk, or give the server's user the file back; the server goes on by itself. `--audit-may-fail` serves without record.");

    public static ReasonId EvaluationTooCostly { get; } = new("DP-POL-01", "deciding took more steps than one request may",
        "The policies compare a long text with very many patterns. Shorten the patterns with `*` or `?` between long pieces, or the text, such as"
        + " the User-Agent; see [threat-model.md](threat-model.md).");

    public static ReasonId AccountRate { get; } = new("DP-THR-01", "the account has asked too much",
        "The callers of one account sent more than `--account-rate`, `--iam-rate` or `--check-rate` lets through; its audit records say who. Have them cache"
        + " sessions, or raise the rate; see [monitoring.md](monitoring.md#limits).");

    public static ReasonId AddressRate { get; } = new("DP-THR-02", "the address has asked too much without proof of who asks",
        "One address sent more requests than `--address-rate` that were unsigned or whose signature failed: an old key in many clients, or somebody who"
        + " guesses. Behind a proxy, name it with `--trusted-proxy`, or all clients share its address.");

    public static ReasonId LongHeader { get; } = new("DP-POL-02", "a header that policies can ask for is longer than 4,096 characters",
        "Shorten the User-Agent or Referer that the client sends.");

    public static ReasonId TradeInTokenNotTheirs { get; } = new("DP-DEL-01", "the trade-in token is not for this account",
        "The token was changed, is another partner's, or its request is not finalized. The partner has to ask anew.");

    public static ReasonId NotPartner { get; } = new("DP-DEL-02", "the account is not registered as a partner",
        "`daypass-server partner register` registers it; see [delegation.md](delegation.md).");

    public static ReasonId RootTaskNeedsUserOrRole { get; } = new("DP-ROT-01", "only users and role sessions assume root",
        "Have the caller use a user's key or a role's session.");

    public static ReasonId NotOrganizationAdministrator { get; } = new("DP-ROT-02", "the caller's account does not administer an organisation",
        "`daypass-server organization administrator` lets an account do so; see [organizations.md](organizations.md).");

    public static ReasonId RootSessionsDisabled { get; } = new("DP-ROT-03", "root sessions are not enabled",
        "`aws iam enable-organizations-root-sessions` enables them, called in the management account.");

    public static ReasonId NotMemberAccount { get; } = new("DP-ROT-04", "the target is no member account",
        "The target is the management account, is closed, or never joined: `daypass-server organization list` shows the members.");

    public static ReasonId NotManagementAccount { get; } = new("DP-ORG-01", "the caller's account is not the management account of its organisation",
        "Call it in the management account: `aws organizations describe-organization` names it.");
}
