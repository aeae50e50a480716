using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Json;

#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.

namespace Daypass.Protocol.Tests.Json;

/// <summary>Throws nonsense of a fixed seed at the JSON reader: never an exception, never an error without bound.</summary>
public sealed class JsonFuzzTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 1_000_000 : 10_000;

    private static readonly string[] Pieces =
    [
        "{", "{", "}", "}", "[", "]", ",", ",", ":", "\"", "\\", "\\u", "\\uD83D", "\\\"", "\\u0000", "\0", " ", "null", "true", "false", "0", "-1", "1.5",
        "900", "1e9", "99999999999999999999", "\"\"", "\"a\"", "\"k\":", "\"v\":1", "{}", "[]", "[{}]", "é", "\uFEFF", "//",
        "\"RoleArn\":\"arn:aws:iam::123456789012:role/r\"", "\"RoleSessionName\":\"deploy\"", "\"DurationSeconds\":900", "\"Tags\":[",
        "{\"Key\":\"k\",\"Value\":\"v\"}", "\"Headers\":[", "{\"Name\":\"n\",\"Value\":\"v\"}", "\"SecureTransport\":true", "\"Method\":\"GET\"",
        "\"ContextEntries\":[{\"ContextKeyValues\":[\"v\"]}]", "\"Tags\":{\"Key\":1}",
    ];

    [Fact]
    public void Nonsense_is_read_or_refused_and_never_throws()
    {
        var random = new Random(23);
        var all = OperationCatalogue.All;
        using var form = new QueryForm();
        var objects = 0;
        for (var round = 0; round < Rounds; round++)
        {
            objects += Read(Nonsense(random), all[random.Next(all.Count)], form) ? 1 : 0;
        }

        Assert.InRange(objects, Rounds / 100, Rounds);
    }

    /// <summary>What begins as a request and is then damaged gets further than nonsense does.</summary>
    [Fact]
    public void A_damaged_request_is_read_or_refused_and_never_throws()
    {
        var random = new Random(29);
        var operation = OperationCatalogue.Find("CheckAccess", Service.Verification)!;
        var whole = Encoding.UTF8.GetBytes(
            """{"Method":"GET","Target":"/\u00e9","Headers":[{"Name":"Host","Value":"x"},{"Name":"A","Value":"\uD83D\uDE00"}],"SecureTransport":true}""");
        using var form = new QueryForm();
        for (var round = 0; round < Rounds; round++)
        {
            var body = whole.ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                body[random.Next(body.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "{}[]\",:\\"[random.Next(8)]);
            }

            Read(body.AsSpan(0, random.Next(8) == 0 ? random.Next(body.Length) : body.Length), operation, form);
        }
    }

    private static bool Read(ReadOnlySpan<byte> body, OperationDescription operation, QueryForm form)
    {
        var error = JsonRequest.Read(body, operation.Input, form);
        if (error is null)
        {
            Assert.True(operation.Check(form) is null or { Status: 400, Code: "ValidationError" or "InvalidInputException" });
            return true;
        }

        Assert.Equal(("SerializationException", 400, 0), (error.Code, error.Status, form.Count));
        Assert.InRange(error.Message!.Length, 1, 200);
        return false;
    }

    private static byte[] Nonsense(Random random)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "" : "{");
        for (var count = random.Next(8); count > 0; count--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.Append(random.Next(4) == 0 ? "" : "}").ToString());
    }
}
