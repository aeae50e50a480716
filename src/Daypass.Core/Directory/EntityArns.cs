using Daypass.Core.Entities;

namespace Daypass.Core.Directory;

/// <summary>Writes the ARNs of what the directory holds.</summary>
/// <param name="Partition"><c>aws</c> unless the operator says otherwise.</param>
public sealed record EntityArns(string Partition)
{
    /// <summary>The account that owns the managed policies every account has.</summary>
    public const string SharedAccount = "aws";

    /// <summary><c>arn:aws:iam::ACCOUNT:root</c>.</summary>
    public string Root(string account) => Iam(account, "root", "", "");

    /// <summary><c>arn:aws:iam::ACCOUNT:user/PATH/NAME</c>.</summary>
    public string For(User user) => Iam(user.Account, "user", user.Path, user.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:group/PATH/NAME</c>.</summary>
    public string For(Group group) => Iam(group.Account, "group", group.Path, group.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:role/PATH/NAME</c>.</summary>
    public string For(Role role) => Iam(role.Account, "role", role.Path, role.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:policy/PATH/NAME</c>; the account is <c>aws</c> for shared ones.</summary>
    public string For(ManagedPolicy policy) => Iam(policy.Account, "policy", policy.Path, policy.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:instance-profile/PATH/NAME</c>.</summary>
    public string For(InstanceProfile profile) => Iam(profile.Account, "instance-profile", profile.Path, profile.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:server-certificate/PATH/NAME</c>.</summary>
    public string For(ServerCertificate certificate) => Iam(certificate.Account, "server-certificate", certificate.Path, certificate.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:mfa/PATH/NAME</c>: the serial number of a virtual device.</summary>
    public string For(MfaDevice device) => Iam(device.Account, "mfa", device.Path, device.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:oidc-provider/HOST/PATH</c>.</summary>
    public string For(OidcProvider provider) => Iam(provider.Account, "oidc-provider", "/", provider.Name);

    /// <summary><c>arn:aws:iam::ACCOUNT:saml-provider/NAME</c>.</summary>
    public string For(SamlProvider provider) => Iam(provider.Account, "saml-provider", "/", provider.Name);

    /// <summary><c>arn:aws:organizations::MANAGEMENT:organization/O</c>.</summary>
    public string For(Organization organization) => Organizations(organization.ManagementAccount, $"organization/{organization.Id}");

    /// <summary><c>arn:aws:organizations::MANAGEMENT:root/O/R</c>.</summary>
    public string ForRoot(Organization organization) =>
        Organizations(organization.ManagementAccount, $"root/{organization.Id}/{organization.RootId}");

    /// <summary><c>arn:aws:organizations::MANAGEMENT:ou/O/OU</c>.</summary>
    public string ForUnit(Organization organization, string unitId) => Organizations(organization.ManagementAccount, $"ou/{organization.Id}/{unitId}");

    /// <summary><c>arn:aws:organizations::MANAGEMENT:account/O/ACCOUNT</c>.</summary>
    public string ForMember(Organization organization, string account) =>
        Organizations(organization.ManagementAccount, $"account/{organization.Id}/{account}");

    /// <summary><c>arn:aws:organizations::MANAGEMENT:policy/O/service_control_policy/P</c>; AWS's own belong to <c>aws</c> and to no organisation.</summary>
    public string For(ControlPolicy policy, Organization organization) => policy.AwsManaged
        ? Organizations(SharedAccount, $"policy/{policy.Type.ToLowerInvariant()}/{policy.Id}")
        : Organizations(organization.ManagementAccount, $"policy/{organization.Id}/{policy.Type.ToLowerInvariant()}/{policy.Id}");

    /// <summary>An ARN of Organizations.</summary>
    public string Organizations(string account, string resource) => $"arn:{Partition}:organizations::{account}:{resource}";

    /// <summary><c>arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION</c>: without the role's path.</summary>
    public string AssumedRole(string account, string roleName, string sessionName) => $"arn:{Partition}:sts::{account}:assumed-role/{roleName}/{sessionName}";

    /// <summary><c>arn:aws:sts::ACCOUNT:federated-user/NAME</c>.</summary>
    public string FederatedUser(string account, string name) => $"arn:{Partition}:sts::{account}:federated-user/{name}";

    /// <summary><c>arn:aws:sts::ACCOUNT:self</c>: whoever asks for a token about itself.</summary>
    public string Self(string account) => $"arn:{Partition}:sts::{account}:self";

    /// <summary>Any IAM ARN: the kind of resource, then its path (which begins and ends with a slash) and name.</summary>
    public string Iam(string account, string kind, string path, string name) => $"arn:{Partition}:iam::{account}:{kind}{path}{name}";
}
