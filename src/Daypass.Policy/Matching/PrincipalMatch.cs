namespace Daypass.Policy.Matching;

/// <summary>How a resource policy names a caller; what a grant is worth against implicit denials depends on it.</summary>
[Flags]
internal enum PrincipalMatch : byte
{
    None = 0,

    /// <summary>By the very ARN or name it calls with.</summary>
    Direct = 1,

    /// <summary>By the role of the session, or the user of the federated session.</summary>
    Parent = 2,

    /// <summary>By its account.</summary>
    Account = 4,

    /// <summary>By the star.</summary>
    Star = 8,
}
