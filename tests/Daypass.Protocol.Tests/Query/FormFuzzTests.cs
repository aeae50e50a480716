using System.Diagnostics;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;

#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.

namespace Daypass.Protocol.Tests.Query;

/// <summary>Throws nonsense of a fixed seed at the form reader: never an exception, never an error without bound, never a long wait.</summary>
public sealed class FormFuzzTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 1_000_000 : 10_000;

    private static readonly string[] Pieces =
    [
        "&", "&", "&", "=", "=", ".", ".member.", "member", "1", "2", "01", "0", "-1", "99999999999999999999", "2147483647", "%", "%2", "%zz", "%41", "%00",
        "%FF", "%C3%A4", "%F0%90%8C%B0", "%ED%A0%80", "+",
        "RoleArn", "RoleSessionName", "DurationSeconds", "Tags", "Tags.member.1.Key", "Tags.member.1.Value", "PolicyArns.member.1.arn",
        "TransitiveTagKeys.member.1", "Permissions.Parameters.member.1.Values.member.1",
        "ContextEntries.member.1.ContextKeyValues.member.1", "Key", "Value", "arn", "arn:aws:iam::123456789012:role/r", "deploy", "900", "true", "\0", "é",
        "é", "a",
    ];

    [Fact]
    public void Nonsense_is_read_or_refused_and_never_throws()
    {
        var random = new Random(17);
        var all = OperationCatalogue.All;
        using var form = new QueryForm();
        var forms = 0;
        for (var round = 0; round < Rounds; round++)
        {
            if (form.Parse(Nonsense(random, 4), Nonsense(random, 40)) == QueryFormFault.None)
            {
                forms++;
                var error = all[random.Next(all.Count)].Check(form);
                Assert.True(error is null or { Status: 400, Code: "ValidationError" or "MalformedInput" or "InvalidInputException" });
                Assert.True(OperationCatalogue.Find(form) is { Succeeded: true } or { Error.Code: "InvalidAction" });
            }
        }

        Assert.InRange(forms, Rounds / 100, Rounds);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_never_throw()
    {
        var random = new Random(19);
        var operation = OperationCatalogue.Find("AssumeRole", Service.Sts)!;
        var bytes = new byte[200];
        using var form = new QueryForm();
        for (var round = 0; round < Rounds; round++)
        {
            random.NextBytes(bytes);
            if (form.Parse(default, bytes.AsSpan(0, random.Next(bytes.Length))) == QueryFormFault.None)
            {
                Assert.NotNull(operation.Check(form));
            }
        }
    }

    [Theory]
    [InlineData("Tags.member.#.Key=%23&Tags.member.#.Value=%23", 4096)]
    [InlineData("TransitiveTagKeys.member.#=%23", 8192)]
    [InlineData("Tags.member.9#.Key=k", 8192)]
    [InlineData("Tags.member.200000#.Key=k", 8192)]
    [InlineData("TransitiveTagKeys.member.000#=k", 8192)]
    [InlineData("TransitiveTagKeys.member.#0=k", 8192)]
    [InlineData("Tags.member.#0.Key=k", 8192)]
    [InlineData("Tags.member.-#.Key=k", 8192)]
    [InlineData("PolicyArns.member.#.arn=&PolicyArns.member.#.=x", 4096)]
    [InlineData("Tags.member.#", 8192)]
    [InlineData("Tags.member.1.Key=#", 8192)]
    [InlineData("RoleArn=#", 8192)]
    [InlineData("RoleArn#=1", 8192)]
    public void A_form_full_of_one_thing_costs_little_and_its_error_is_bounded(string pair, int count)
    {
        var text = Encoding.ASCII.GetBytes(
            string.Join('&', Enumerable.Range(1, count)
            .Select(index => pair.Replace("#", index.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))));
        var clock = Stopwatch.StartNew();
        using var form = new QueryForm();
        Assert.Equal(QueryFormFault.None, form.Parse(default, text));
        var error = OperationCatalogue.Find("AssumeRole", Service.Sts)!.Check(form);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.NotNull(error);
        Assert.InRange(error.Message!.Length, 1, 100_000);
    }

    [Theory]
    [InlineData('0', "1", "1 validation error")]
    [InlineData('9', "", null)]
    [InlineData('-', "1", "Key -----")]
    public void An_index_of_a_million_digits_is_read_once(char digit, string end, string? message)
    {
        using var form = new QueryForm();
        form.Parse(
            default, Encoding.ASCII.GetBytes($"RoleArn=arn:aws:iam::123456789012:role/r&TransitiveTagKeys.member.{new string(digit, 1_000_000)}{end}=k"));
        var error = OperationCatalogue.Find("AssumeRole", Service.Sts)!.Check(form)!;
        Assert.Equal(message, error.Message?[..message!.Length]);
        Assert.True(error.Message is null or { Length: < 500 });
    }

    [Fact]
    public void Lists_in_lists_cost_little_too()
    {
        var text = Encoding.ASCII.GetBytes(
            string.Join('&', Enumerable.Range(0, 8192)
            .Select(static index => $"ContextEntries.member.{(index / 90) + 1}.ContextKeyValues.member.{(index % 90) + 1}=v")));
        var clock = Stopwatch.StartNew();
        using var form = new QueryForm();
        form.Parse(default, text);
        Assert.NotNull(OperationCatalogue.Find("SimulateCustomPolicy", Service.Iam)!.Check(form));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_long_value_is_not_repeated_in_full()
    {
        using var form = new QueryForm();
        form.Parse(default, Encoding.UTF8.GetBytes(
            "RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=" + string.Concat(Enumerable.Repeat("%F0%90%8C%B0", 20_000))));
        var message = OperationCatalogue.Find("AssumeRole", Service.Sts)!.Check(form)!.Message!;
        Assert.InRange(message.Length, 4000, 10_000);
        Assert.True(message.EnumerateRunes().All(static rune => rune != Rune.ReplacementChar));
    }

    private static byte[] Nonsense(Random random, int most)
    {
        var text = new StringBuilder();
        for (var count = random.Next(most); count > 0; count--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
