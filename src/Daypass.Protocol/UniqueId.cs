namespace Daypass.Protocol;

/// <summary>What a unique id names; its prefix says which.</summary>
public enum UniqueIdKind
{
    /// <summary><c>AIDA</c>.</summary>
    User,

    /// <summary><c>AROA</c>.</summary>
    Role,

    /// <summary><c>AGPA</c>.</summary>
    Group,

    /// <summary><c>ANPA</c>.</summary>
    ManagedPolicy,

    /// <summary><c>AIPA</c>.</summary>
    InstanceProfile,

    /// <summary><c>ASCA</c>.</summary>
    ServerCertificate,

    /// <summary><c>ACCA</c>.</summary>
    ServiceCredential,

    /// <summary><c>AVTA</c>.</summary>
    RoleTemplateVersion,
}

/// <summary>Unique ids of users, roles, groups, policies, instance profiles and some credentials: never used again, unlike names.</summary>
public static class UniqueId
{
    /// <summary>How many characters a unique id has: the prefix and seventeen more.</summary>
    public const int Length = PrefixLength + KeyAlphabet.BodyLength + 1;

    private const int PrefixLength = 4;

    /// <summary>A fresh id that carries the account; forty-four of its bits are random, so its store must refuse a duplicate.</summary>
    public static string New(UniqueIdKind kind, AccountId account) =>
        string.Create(Length, (prefix: Prefix(kind), account), static (id, made) =>
        {
            made.prefix.CopyTo(id);
            KeyAlphabet.WriteBody(id[PrefixLength..^1], made.account);
            id[^1] = KeyAlphabet.NewCharacter();
        });

    /// <summary>True for twenty-one characters that begin as ids of that kind do.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> id, UniqueIdKind kind) =>
        id.Length == Length && id.StartsWith(Prefix(kind), StringComparison.Ordinal) && KeyAlphabet.IsBase32(id[PrefixLength..]);

    /// <summary>The account inside an id.</summary>
    public static bool TryGetAccount(ReadOnlySpan<char> id, out AccountId account)
    {
        account = default;
        return id.Length == Length && KeyAlphabet.TryReadAccount(id[PrefixLength..^1], out account);
    }

    /// <summary>The four characters that begin ids of a kind.</summary>
    public static string Prefix(UniqueIdKind kind) => kind switch
    {
        UniqueIdKind.User => "AIDA",
        UniqueIdKind.Role => "AROA",
        UniqueIdKind.Group => "AGPA",
        UniqueIdKind.ManagedPolicy => "ANPA",
        UniqueIdKind.InstanceProfile => "AIPA",
        UniqueIdKind.ServerCertificate => "ASCA",
        UniqueIdKind.ServiceCredential => "ACCA",
        UniqueIdKind.RoleTemplateVersion => "AVTA",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
