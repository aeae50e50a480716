using Daypass.Core.Directory;
using Daypass.Core.Sessions;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>What a request asks of the session of a role, whichever way the role is assumed.</summary>
/// <param name="DurationSeconds">How long it is to last; an hour when null.</param>
/// <param name="Policy">The inline session policy, or null.</param>
/// <param name="PolicyArns">The managed session policies.</param>
/// <param name="MinimumTokenSize">The least size of the token, in bytes.</param>
internal readonly record struct RoleSessionRequest(int? DurationSeconds, string? Policy, IReadOnlyList<PolicyDescriptor> PolicyArns, int? MinimumTokenSize)
{
    private const int DefaultSeconds = 3600;

    /// <summary>How long the session is to last, in seconds.</summary>
    public int Seconds => DurationSeconds ?? DefaultSeconds;
}

/// <summary>Makes sessions of roles: the last steps that AssumeRole and the two federated operations share.</summary>
internal sealed class RoleSessionMint(EntityDirectory directory, CredentialMint mint)
{
    /// <summary>Credentials for a role, or why there are none. The role's own limit of the duration is the operation's to check, in its words.</summary>
    /// <param name="role">The role that was authorized.</param>
    /// <param name="request">What is asked of the session.</param>
    /// <param name="lifetime">How long it is to last.</param>
    /// <param name="grant">What only this way of assuming the role puts into the session.</param>
    /// <param name="cancelled">Gives up.</param>
    public async ValueTask<Result<MintedCredentials>> Mint(
        RoleEntry role, RoleSessionRequest request, TimeSpan lifetime, SessionGrant grant, CancellationToken cancelled)
    {
        if (await SessionPolicyRules.Validate(directory, role.Role.Account, request.Policy, request.PolicyArns, cancelled) is { } refusal)
        {
            return refusal;
        }

        var whole = grant with { Policy = request.Policy, PolicyArns = request.PolicyArns.Arns() };
        var minted = mint.Mint(whole, lifetime, request.MinimumTokenSize ?? 0);
        return minted.Token.Fits ? minted : minted.TooLarge();
    }

    /// <summary>The beginning of a role's session.</summary>
    public static SessionGrant GrantFor(RoleEntry role, string sessionName) => new()
    {
        Kind = SessionKind.Role,
        Account = role.Role.Account,
        PrincipalId = role.Role.Id,
        PrincipalName = role.Role.Name,
        SessionName = sessionName,
    };

    /// <summary>The session as answers name it.</summary>
    public AssumedRoleUser UserOf(MintedCredentials minted)
    {
        var grant = minted.Session.Grant;
        return new AssumedRoleUser
        {
            AssumedRoleId = $"{grant.PrincipalId}:{grant.SessionName}",
            Arn = directory.Arns.AssumedRole(grant.Account, grant.PrincipalName, grant.SessionName),
        };
    }
}
