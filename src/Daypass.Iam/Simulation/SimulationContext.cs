using Daypass.Policy.Keys;
using Daypass.Policy.Requests;

namespace Daypass.Iam.Simulation;

/// <summary>Reads the condition keys of a simulation; each must have a name, a type, and values that are of it.</summary>
internal static class SimulationContext
{
    private const string ListSuffix = "List";

    /// <summary>The keys, or what is wrong with the first that is none. An entry with nothing in it is passed over.</summary>
    public static Result<IReadOnlyList<SimulatedKey>> Read(IReadOnlyList<ContextEntry> entries)
    {
        var keys = new List<SimulatedKey>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry is { ContextKeyName: null, ContextKeyType: null, ContextKeyValues.Count: 0 })
            {
                continue;
            }

            var key = Read(entry);
            if (!key.Succeeded)
            {
                return key.Error;
            }

            if (keys.Exists(other => string.Equals(other.Name, key.Value.Name, StringComparison.OrdinalIgnoreCase)))
            {
                return IamErrors.InvalidInput($"Duplicate context key: {key.Value.Name}.");
            }

            keys.Add(key.Value);
        }

        return keys;
    }

    private static Result<SimulatedKey> Read(ContextEntry entry)
    {
        var (name, type, given) = (entry.ContextKeyName, entry.ContextKeyType, entry.ContextKeyValues);
        if (string.IsNullOrEmpty(name))
        {
            return IamErrors.InvalidInput("ContextKeyName cannot be null or empty.");
        }

        if (type is null)
        {
            return IamErrors.InvalidInput($"Context key {name} has invalid type null.");
        }

        if (given.Count == 0)
        {
            return IamErrors.InvalidInput($"Context values for context key {name} cannot be null or empty.");
        }

        var isList = type.EndsWith(ListSuffix, StringComparison.Ordinal);
        if (!isList && given.Count > 1)
        {
            return IamErrors.InvalidInput($"Context key {type} expected a single value, but received {given.Count}.");
        }

        var (kind, expected) = Kind(isList ? type[..^ListSuffix.Length] : type);
        var values = new string[given.Count];
        for (var index = 0; index < values.Length; index++)
        {
            if (ContextValueText.Read(kind, given[index]) is not { } value)
            {
                return IamErrors.InvalidInput($"Invalid context value for key {name}: expected {expected}.");
            }

            values[index] = value;
        }

        return new SimulatedKey(name, values, isList);
    }

    private static (ContextKeyType Kind, string Expected) Kind(string type) => type switch
    {
        "numeric" => (ContextKeyType.Numeric, "numeric format"),
        "boolean" => (ContextKeyType.Bool, "boolean format"),
        "date" => (ContextKeyType.Date, "DateTime format"),
        "ip" => (ContextKeyType.IpAddress, "IP address"),
        "binary" => (ContextKeyType.Binary, "base-64 encoded binary format"),
        _ => (ContextKeyType.Text, "string format"),
    };
}
