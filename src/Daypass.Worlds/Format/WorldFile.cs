using System.ComponentModel;
using System.Text.Json.Serialization;
using Daypass.Core.Entities;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Organizations;

namespace Daypass.Worlds.Format;

/// <summary>A world file. The reader never holds a whole one: lists are read an element at a time.</summary>
[Description("Everything a Daypass server knows: accounts with their users, groups, roles, policies and identity providers.")]
internal sealed record WorldFile
{
    [JsonPropertyName("$schema")]
    [Description("Where this schema is; for editors.")]
    public string? Schema { get; init; }

    [Description("The version of the format: 1.")]
    public int? Version { get; init; }

    [Description("True makes what is not there and leaves what is there as it is. It comes before the lists.")]
    public bool? OnlyCreate { get; init; }

    [Description("Organisations that accounts are members of.")]
    public IReadOnlyList<WorldOrganization>? Organizations { get; init; }

    [Description("The units of organisations.")]
    public IReadOnlyList<WorldUnit>? OrganizationalUnits { get; init; }

    [Description("The service and resource control policies of organisations; AWS's own are always there.")]
    public IReadOnlyList<WorldControlPolicy>? ControlPolicies { get; init; }

    [Description("Managed policies that every account has, at arn:aws:iam::aws:policy/PATH/NAME, beside those the server brings along.")]
    public IReadOnlyList<WorldPolicy>? SharedPolicies { get; init; }

    [Description("The accounts.")]
    public IReadOnlyList<WorldAccount>? Accounts { get; init; }
}

/// <summary>An organisation.</summary>
internal sealed record WorldOrganization
{
    [Description("o- and ten small letters and digits.")]
    public required string Id { get; init; }

    [Description("The account that owns the organisation.")]
    public required string ManagementAccount { get; init; }

    [Description("Member accounts that administer root access.")]
    public IReadOnlyList<string>? DelegatedAdministrators { get; init; }

    [Description("RootCredentialsManagement and RootSessions, as far as they are on.")]
    public IReadOnlyList<string>? Features { get; init; }

    [Description("ALL, by default, or CONSOLIDATED_BILLING, with which no policy is in force.")]
    public string? FeatureSet { get; init; }

    [Description("The types of control policies that are in force: SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY.")]
    public IReadOnlyList<string>? PolicyTypes { get; init; }

    [Description("The services that have access to the organisation; iam.amazonaws.com when never said.")]
    public IReadOnlyList<TrustedService>? TrustedServices { get; init; }

    [Description("The ids of the service control policies attached to the root; p-FullAWSAccess alone when never said.")]
    public IReadOnlyList<string>? ServiceControlPolicies { get; init; }

    [Description("The ids of the resource control policies attached to the root; p-RCPFullAWSAccess alone when never said, and always among them.")]
    public IReadOnlyList<string>? ResourceControlPolicies { get; init; }

    [Description("The tags of the root.")]
    [SameLimitsAs<OrganizationTag>(nameof(OrganizationTag.Key), nameof(OrganizationTag.Value))]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>A unit of an organisation.</summary>
internal sealed record WorldUnit
{
    [Description("The organisation.")]
    public required string Organization { get; init; }

    [Description("ou-, the four characters of the root, a hyphen, and eight more.")]
    [SameLimitsAs<DescribeOrganizationalUnitRequest>(nameof(DescribeOrganizationalUnitRequest.OrganizationalUnitId))]
    public required string Id { get; init; }

    [Description("Its name, of which there is one below its parent.")]
    [SameLimitsAs<CreateOrganizationalUnitRequest>(nameof(CreateOrganizationalUnitRequest.Name))]
    public required string Name { get; init; }

    [Description("The unit it is below, or the root; where it was, or else the root, when not given.")]
    public string? Parent { get; init; }

    [Description("The ids of the service control policies attached to it; p-FullAWSAccess alone when never said.")]
    public IReadOnlyList<string>? ServiceControlPolicies { get; init; }

    [Description("The ids of the resource control policies attached to it; p-RCPFullAWSAccess alone when never said, and always among them.")]
    public IReadOnlyList<string>? ResourceControlPolicies { get; init; }

    [Description("Its tags.")]
    [SameLimitsAs<OrganizationTag>(nameof(OrganizationTag.Key), nameof(OrganizationTag.Value))]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>A control policy of an organisation.</summary>
internal sealed record WorldControlPolicy
{
    [Description("The organisation.")]
    public required string Organization { get; init; }

    [Description("p- and eight small letters and digits.")]
    [SameLimitsAs<DescribeControlPolicyRequest>(nameof(DescribeControlPolicyRequest.PolicyId))]
    public required string Id { get; init; }

    [Description("Its name, of which there is one of its type.")]
    [SameLimitsAs<CreateControlPolicyRequest>(nameof(CreateControlPolicyRequest.Name))]
    public required string Name { get; init; }

    [Description("SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY.")]
    public required string Type { get; init; }

    [Description("What it is for.")]
    [SameLimitsAs<CreateControlPolicyRequest>(nameof(CreateControlPolicyRequest.Description))]
    public string? Description { get; init; }

    [Description("The document.")]
    public required PolicyText Document { get; init; }

    [Description("Its tags.")]
    [SameLimitsAs<OrganizationTag>(nameof(OrganizationTag.Key), nameof(OrganizationTag.Value))]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>An account. Its own members come before its lists.</summary>
[Description("An account. Its own members come before its lists.")]
internal sealed record WorldAccount
{
    [Description("The 12-digit account id.")]
    public required string Id { get; init; }

    [Description("True leaves the account, and all in it, as it is where it is there already.")]
    public bool? OnlyCreate { get; init; }

    [Description("What the operator calls it.")]
    public string? Name { get; init; }

    [Description("The sign-in alias.")]
    [SameLimitsAs<CreateAccountAliasRequest>(nameof(CreateAccountAliasRequest.AccountAlias))]
    public string? Alias { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("True refuses the account's credentials; false takes them again; as it was when not given.")]
    public bool? Closed { get; init; }

    [Description("The organisation it is a member of.")]
    public string? Organization { get; init; }

    [Description("The unit it is below in its organisation, or the root, which it is below when never said.")]
    public string? OrganizationalUnit { get; init; }

    [Description("The ids of the service control policies attached to it; p-FullAWSAccess alone when never said.")]
    public IReadOnlyList<string>? ServiceControlPolicies { get; init; }

    [Description("The ids of the resource control policies attached to it; p-RCPFullAWSAccess alone when never said, and always among them.")]
    public IReadOnlyList<string>? ResourceControlPolicies { get; init; }

    [Description("The tags it has in its organisation.")]
    [SameLimitsAs<OrganizationTag>(nameof(OrganizationTag.Key), nameof(OrganizationTag.Value))]
    public IReadOnlyDictionary<string, string>? OrganizationTags { get; init; }

    [Description("When it became a member of its organisation.")]
    public DateTimeOffset? JoinedAt { get; init; }

    [Description("True when its organisation made it.")]
    public bool? MadeByOrganization { get; init; }

    [Description("The e-mail address of its owner.")]
    [SameLimitsAs<CreateAccountRequest>(nameof(CreateAccountRequest.Email))]
    public string? Email { get; init; }

    [Description("The password policy.")]
    public PasswordPolicy? PasswordPolicy { get; init; }

    [Description("The GlobalEndpointTokenVersion preference, 1 or 2.")]
    public int? GlobalTokenVersion { get; init; }

    [Description("Outbound web identity federation.")]
    public WorldOutbound? OutboundFederation { get; init; }

    [Description("Makes the account a partner that may create delegation requests.")]
    public WorldPartner? Partner { get; init; }

    [Description("The root user's password; exported with --with-secrets only.")]
    public LoginProfile? RootLogin { get; init; }

    [Description("The root user's access keys, at most two; exported with --with-secrets only.")]
    public IReadOnlyList<WorldAccessKey>? RootAccessKeys { get; init; }

    [Description("Managed policies.")]
    public IReadOnlyList<WorldPolicy>? Policies { get; init; }

    [Description("Groups.")]
    public IReadOnlyList<WorldGroup>? Groups { get; init; }

    [Description("Users.")]
    public IReadOnlyList<WorldUser>? Users { get; init; }

    [Description("Roles.")]
    public IReadOnlyList<WorldRole>? Roles { get; init; }

    [Description("Instance profiles.")]
    public IReadOnlyList<WorldInstanceProfile>? InstanceProfiles { get; init; }

    [Description("OpenID Connect providers.")]
    public IReadOnlyList<WorldOidcProvider>? OidcProviders { get; init; }

    [Description("SAML providers.")]
    public IReadOnlyList<WorldSamlProvider>? SamlProviders { get; init; }

    [Description("Policies of resources of the account's own services.")]
    public IReadOnlyList<WorldResourcePolicy>? ResourcePolicies { get; init; }

    [Description("Virtual MFA devices; exported with --with-secrets only.")]
    public IReadOnlyList<WorldMfaDevice>? MfaDevices { get; init; }
}

/// <summary>Outbound web identity federation of an account.</summary>
internal sealed record WorldOutbound
{
    [Description("Whether tokens may be asked for.")]
    public required bool Enabled { get; init; }

    [Description("The issuer's path segment.")]
    public required string Issuer { get; init; }
}

/// <summary>What makes an account a partner.</summary>
internal sealed record WorldPartner
{
    [Description("How it is called towards those it asks, at most 30 characters.")]
    public required string Name { get; init; }

    [Description("Where it is told of its requests; exported with --with-secrets only, and left as they are when not given.")]
    public IReadOnlyList<WorldChannel>? Channels { get; init; }
}

/// <summary>A partner's webhook.</summary>
internal sealed record WorldChannel
{
    [Description("How requests name it.")]
    [SameLimitsAs<CreateDelegationRequestRequest>(nameof(CreateDelegationRequestRequest.NotificationChannel))]
    public required string Name { get; init; }

    [Description("Where notices are posted.")]
    public required string Url { get; init; }

    [Description("What notices are signed with, in base64.")]
    public required byte[] Secret { get; init; }
}

/// <summary>An access key: given with its secret, or to be generated.</summary>
[Description("An access key: its id and secret, or generate: true, which makes one when the owner has fewer keys than are listed and writes it to a file.")]
internal sealed record WorldAccessKey
{
    [Description("The access key id, 20 characters.")]
    public string? Id { get; init; }

    [Description("The secret access key.")]
    public string? Secret { get; init; }

    [Description("False refuses it; true takes it, also when it was deleted before; as it was when not given.")]
    public bool? Active { get; init; }

    [Description("When it was made; the moment of applying when not given.")]
    public DateTimeOffset? CreatedAt { get; init; }

    [Description("True makes a key.")]
    public bool? Generate { get; init; }
}
