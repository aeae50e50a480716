using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Daypass.Load;

/// <summary>Writes a world of so many roles, the same each time: one in a hundred has a boundary and five policies, and there is a user with a key for every
/// ten.</summary>
internal static class WorldFile
{
    /// <summary>The account everything is in.</summary>
    public const string Account = "111122223333";

    /// <summary>The key of a user who may do everything.</summary>
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";

    /// <summary>The secret of that key, the one of AWS's documentation.</summary>
    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}""";
    private const string Permission =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}""";
    private const int Policies = 6;
    private const int FlushEvery = 1000;

    /// <summary>A role's name; neighbours in number are not neighbours in name.</summary>
    public static string RoleName(int number) => string.Create(CultureInfo.InvariantCulture, $"load-{unchecked((uint)number * 2_654_435_761u):x8}");

    /// <summary>Writes it; returns how many elements and access keys it has.</summary>
    public static int Write(string path, int roles)
    {
        using var output = File.Create(path);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, IndentSize = 1 });
        writer.WriteStartObject();
        writer.WriteStartArray("accounts");
        writer.WriteStartObject();
        writer.WriteString("id", Account);
        writer.WriteStartArray("policies");
        for (var i = 0; i < Policies; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("name", $"load-{i}");
            Raw(writer, "document", Permission);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Users(writer, Math.Max(1, roles / 10));
        writer.WriteStartArray("roles");
        for (var i = 0; i < roles; i++)
        {
            Role(writer, i);
            if (i % FlushEvery == 0)
            {
                writer.Flush();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        return 1 + Policies + roles + (2 * (1 + Math.Max(1, roles / 10)));
    }

    private static void Users(Utf8JsonWriter writer, int count)
    {
        writer.WriteStartArray("users");
        User(writer, "load", AccessKeyId, SecretAccessKey, "arn:aws:iam::aws:policy/AdministratorAccess");
        for (var i = 0; i < count; i++)
        {
            User(writer, string.Create(CultureInfo.InvariantCulture, $"user-{i:D7}"), "AKIA" + Base32(i),
                string.Create(CultureInfo.InvariantCulture, $"secret-of-user-number-{i:D19}"), null);
            if (i % FlushEvery == 0)
            {
                writer.Flush();
            }
        }

        writer.WriteEndArray();
    }

    private static void User(Utf8JsonWriter writer, string name, string key, string secret, string? policy)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        if (policy is not null)
        {
            writer.WriteStartArray("managedPolicies");
            writer.WriteStringValue(policy);
            writer.WriteEndArray();
        }

        writer.WriteStartArray("accessKeys");
        writer.WriteStartObject();
        writer.WriteString("id", key);
        writer.WriteString("secret", secret);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Role(Utf8JsonWriter writer, int number)
    {
        writer.WriteStartObject();
        writer.WriteString("name", RoleName(number));
        Raw(writer, "trustPolicy", Trust);
        if (number % 100 == 50)
        {
            writer.WriteStartArray("managedPolicies");
            for (var i = 0; i < Policies - 1; i++)
            {
                writer.WriteStringValue($"arn:aws:iam::{Account}:policy/load-{i}");
            }

            writer.WriteEndArray();
            writer.WriteString("permissionsBoundary", $"arn:aws:iam::{Account}:policy/load-{Policies - 1}");
        }

        writer.WriteEndObject();
    }

    private static void Raw(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }

    /// <summary>Sixteen characters that are unique for a number.</summary>
    private static string Base32(int number)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder("LOADLOADL");
        for (var shift = 30; shift >= 0; shift -= 5)
        {
            text.Append(Alphabet[(number >> shift) & 31]);
        }

        return text.ToString();
    }
}
