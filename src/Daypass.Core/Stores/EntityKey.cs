namespace Daypass.Core.Stores;

/// <summary>Names one entity: IAM names are unique per account and kind without regard to case.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Account">The 12-digit account; empty for what belongs to no account.</param>
/// <param name="Name">The name folded by <see cref="Fold"/>.</param>
public readonly record struct EntityKey(EntityKind Kind, string Account, string Name)
{
    /// <summary>The form in which a name is compared: ASCII lower case, all other characters as they are.</summary>
    public static string Fold(string name)
    {
        if (!name.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            return name;
        }

        return string.Create(name.Length, name, static (folded, name) =>
        {
            for (var i = 0; i < folded.Length; i++)
            {
                folded[i] = name[i] is >= 'A' and <= 'Z' ? (char)(name[i] | 0x20) : name[i];
            }
        });
    }

    /// <summary>The key of an entity whose name is given as it was written.</summary>
    public static EntityKey Create(EntityKind kind, string account, string name) => new(kind, account, Fold(name));
}
