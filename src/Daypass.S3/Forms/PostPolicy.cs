using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Daypass.S3.Errors;

namespace Daypass.S3.Forms;

/// <summary>The policy in a browser's form (Amazon S3 API Reference, "POST Policy").</summary>
public sealed class PostPolicy
{
    private const int Longest = 20 * 1024;
    private const int MostConditions = 128;

    private static readonly string[] Exempt = ["x-amz-signature", "file", "policy"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    private readonly List<PostCondition> _conditions = [];

    private PostPolicy(DateTimeOffset expiresAt) => ExpiresAt = expiresAt;

    /// <summary>Until when forms with it are taken.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The shortest file, in bytes.</summary>
    public long Least { get; private set; }

    /// <summary>The longest file, in bytes.</summary>
    public long Most { get; private set; } = long.MaxValue;

    /// <summary>Reads the field <c>policy</c>.</summary>
    public static S3Error? Read(string base64, out PostPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(base64);
        policy = null;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(Math.Min(base64.Length, (Longest * 2) + 4)) + 4];
        if (base64.Length > Longest * 2 || !Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return FormErrors.InvalidPolicy("Invalid JSON.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length), Strict);
            return Read(document.RootElement, out policy);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The reader of JSON says so by throwing alone: of broken text the one, of strings that are no Unicode the other.
            return FormErrors.InvalidPolicy("Invalid JSON.");
        }
    }

    /// <summary>Null when a form keeps to it. How long the file is, is for who reads the file to compare.</summary>
    /// <param name="fields">The fields before the file, names in lower case.</param>
    /// <param name="bucket">The bucket the form is sent to.</param>
    /// <param name="now">Now.</param>
    public S3Error? Check(IReadOnlyDictionary<string, string> fields, string bucket, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (now >= ExpiresAt)
        {
            return FormErrors.Expired;
        }

        foreach (var condition in _conditions)
        {
            var value = condition.Field == "bucket" ? bucket : fields.GetValueOrDefault(condition.Field);
            if (!condition.Holds(value ?? ""))
            {
                return FormErrors.ConditionFailed(condition.Text);
            }
        }

        foreach (var name in fields.Keys)
        {
            if (Array.IndexOf(Exempt, name) < 0 && !name.StartsWith("x-ignore-", StringComparison.Ordinal) && !_conditions.Exists(each => each.Field == name))
            {
                return FormErrors.ExtraField(name);
            }
        }

        return null;
    }

    private static S3Error? Read(JsonElement root, out PostPolicy? policy)
    {
        policy = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return FormErrors.InvalidPolicy("Invalid JSON.");
        }

        if (!root.TryGetProperty("expiration", out var expiration) || expiration.ValueKind != JsonValueKind.String)
        {
            return FormErrors.InvalidPolicy("Policy missing expiration.");
        }

        if (!DateTimeOffset.TryParse(
            expiration.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expiresAt))
        {
            return FormErrors.InvalidPolicy("Invalid 'expiration' value.");
        }

        if (!root.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != JsonValueKind.Array)
        {
            return FormErrors.InvalidPolicy("Policy missing conditions.");
        }

        var read = new PostPolicy(expiresAt);
        foreach (var condition in conditions.EnumerateArray())
        {
            if (read._conditions.Count == MostConditions)
            {
                return FormErrors.InvalidPolicy("Too many conditions.");
            }

            var fault = condition.ValueKind switch
            {
                JsonValueKind.Object => read.AddSimple(condition),
                JsonValueKind.Array => read.AddList(condition),
                _ => FormErrors.InvalidPolicy("Invalid Condition."),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        policy = read;
        return null;
    }

    private S3Error? AddSimple(JsonElement condition)
    {
        using var members = condition.EnumerateObject();
        if (!members.MoveNext() || members.Current is var only && members.MoveNext())
        {
            return FormErrors.InvalidPolicy("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
        }

        if (only.Value.ValueKind != JsonValueKind.String)
        {
            return FormErrors.InvalidPolicy("Invalid Simple-Condition: value must be a string.");
        }

        Add("eq", only.Name, only.Value.GetString()!);
        return null;
    }

    private S3Error? AddList(JsonElement condition)
    {
        if (condition.GetArrayLength() != 3 || condition[0].ValueKind != JsonValueKind.String)
        {
            return FormErrors.InvalidPolicy("Invalid Condition: wrong number of arguments.");
        }

        var operation = condition[0].GetString()!;
        switch (operation.ToLowerInvariant())
        {
            case "content-length-range":
                if (!TryReadNumber(condition[1], out var least) || !TryReadNumber(condition[2], out var most))
                {
                    return FormErrors.InvalidPolicy("Invalid content-length-range.");
                }

                // Several ranges all hold.
                (Least, Most) = (Math.Max(Least, least), Math.Min(Most, most));
                return null;
            case "eq" or "starts-with":
                if (condition[1].ValueKind != JsonValueKind.String || condition[2].ValueKind != JsonValueKind.String
                    || condition[1].GetString() is not ['$', _, ..] name)
                {
                    return FormErrors.InvalidPolicy("Invalid Condition: the field is written with a dollar sign.");
                }

                Add(operation.ToLowerInvariant(), name[1..], condition[2].GetString()!);
                return null;
            default:
                return FormErrors.InvalidPolicy($"Invalid Condition: unknown operation '{(operation.Length > 64 ? operation[..64] : operation)}'.");
        }
    }

    private void Add(string operation, string field, string value)
    {
        var text = new StringBuilder("[").Append(Quote(operation)).Append(", ").Append(Quote("$" + field)).Append(", ").Append(Quote(value)).Append(']');
        _conditions.Add(new PostCondition(field.ToLowerInvariant(), value, operation == "starts-with", text.ToString()));
    }

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static bool TryReadNumber(JsonElement element, out long number)
    {
        number = 0;
        return (element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out number),
            JsonValueKind.String => long.TryParse(element.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            _ => false,
        }) && number >= 0;
    }
}
