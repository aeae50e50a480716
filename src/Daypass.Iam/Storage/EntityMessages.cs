namespace Daypass.Iam.Storage;

/// <summary>How IAM's sentences call each kind of entity.</summary>
internal static class EntityMessages
{
    /// <summary>There is none of that name.</summary>
    public static AwsError Unknown(EntityKind kind, string name) => IamErrors.NoSuchEntity(kind switch
    {
        EntityKind.InstanceProfile => $"Instance Profile {name} cannot be found.",
        EntityKind.ServerCertificate => $"The Server Certificate with name {name} cannot be found.",
        _ => $"The {Noun(kind)} with name {name} cannot be found.",
    });

    /// <summary>There is one of that name.</summary>
    public static AwsError Exists(EntityKind kind, string name) => IamErrors.AlreadyExists(kind switch
    {
        EntityKind.InstanceProfile => $"Instance Profile {name} already exists.",
        EntityKind.ManagedPolicy => $"A policy called {name} already exists. Duplicate names are not allowed.",
        EntityKind.MfaDevice => "MFA device already exists.",
        EntityKind.ServerCertificate => $"The Server Certificate with name {name} already exists.",
        _ => $"{Capitalised(kind)} with name {name} already exists.",
    });

    /// <summary>There is no inline policy of that name.</summary>
    public static AwsError UnknownInline(EntityKind kind, string policyName) =>
        IamErrors.NoSuchEntity($"The {Noun(kind)} policy with name {policyName} cannot be found.");

    /// <summary>The word in the middle of a sentence.</summary>
    public static string Noun(EntityKind kind) => Capitalised(kind).ToLowerInvariant();

    /// <summary>The word that begins a sentence or ends the name of a quota.</summary>
    public static string Capitalised(EntityKind kind) => kind switch
    {
        EntityKind.User => "User",
        EntityKind.Group => "Group",
        EntityKind.Role => "Role",
        EntityKind.ManagedPolicy => "Policy",
        _ => kind.ToString(),
    };
}
