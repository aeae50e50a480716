namespace Daypass.S3.Actions;

/// <summary>An action of the service <c>s3</c> (Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3").</summary>
/// <param name="Name">The name without its service.</param>
/// <param name="Target">What it is asked for on.</param>
/// <param name="Keys">The condition keys that it has beside the common ones; a name that ends in a slash stands for all that begin so.</param>
public sealed record S3Action(string Name, ActionTarget Target, IReadOnlyList<string> Keys)
{
    /// <summary>The action as policies write it.</summary>
    public string FullName { get; } = "s3:" + Name;

    /// <summary>Whether it has a key beside the common ones.</summary>
    public bool Has(string key)
    {
        foreach (var own in Keys)
        {
            if (string.Equals(own, key, StringComparison.OrdinalIgnoreCase)
                || (own[^1] == '/' && key is not null && key.Length > own.Length && key.StartsWith(own, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
