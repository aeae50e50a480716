using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.ServiceLinkedRoles;

/// <summary>What the role of a service is made of.</summary>
/// <param name="Service">The service's principal.</param>
/// <param name="RoleName">The role's name.</param>
/// <param name="TakesSuffix">Whether a suffix may follow the name, so that an account can have several.</param>
/// <param name="Policies">The names of the shared policies that the role has.</param>
internal sealed record ServiceLinkedRoleTemplate(string Service, string RoleName, bool TakesSuffix, IReadOnlyList<string> Policies)
{
    /// <summary>The path of the shared policies of such roles.</summary>
    public const string PolicyPath = Role.LinkedPath;

    // No action is outside of all actions, so this allows nothing and denies nothing.
    private const string NothingYet = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"*","Resource":"*"}]}""";

    /// <summary>The path of a service's roles.</summary>
    public static string PathOf(string service) => $"{Role.LinkedPath}{service}/";

    /// <summary>The role's name with a suffix, or without.</summary>
    public string NameWith(string? suffix) => suffix is null ? RoleName : $"{RoleName}_{suffix}";

    /// <summary>The trust policy as it is stored and shown.</summary>
    public string Trust() =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{{Service}}}"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>The trust policy as CreateServiceLinkedRole alone writes it.</summary>
    public string TrustWhenMade() =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"],"Effect":"Allow","Principal":{"Service":["{{{Service}}}"]}}]}""";

    /// <summary>The role, for an account that has none of the name.</summary>
    public Role Make(string name, string account, string? description, EntityArns arns, DateTimeOffset now) => new()
    {
        Account = account,
        Name = name,
        Id = UniqueId.New(UniqueIdKind.Role, AccountId.Parse(account)),
        Path = PathOf(Service),
        CreatedAt = now,
        Trust = new TrustPolicy { Document = Trust() },
        Description = description,
        LinkedService = Service,
        Grants = Grants.None with { Attached = [.. Policies.Select(policy => arns.Iam(EntityArns.SharedAccount, "policy", PolicyPath, policy))] },
    };

    /// <summary>Adds the shared policies of the role that are not there. Their documents are AWS's and come by import; until then they allow nothing.</summary>
    public async ValueTask AddPolicies(IDirectoryTransaction transaction, DateTimeOffset now, CancellationToken cancelled)
    {
        foreach (var name in Policies)
        {
            if (await transaction.Find<ManagedPolicy>(EntityArns.SharedAccount, name, cancelled) is null)
            {
                await transaction.TryAdd(
                    new ManagedPolicy
                    {
                        Account = EntityArns.SharedAccount,
                        Name = name,
                        Path = PolicyPath,
                        Id = UniqueId.New(UniqueIdKind.ManagedPolicy, default),
                        CreatedAt = now,
                        UpdatedAt = now,
                        Versions = [new PolicyVersion(1, NothingYet, now)],
                        DefaultVersion = 1,
                        LastVersion = 1,
                    },
                    cancelled);
            }
        }
    }
}
