#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Diagnostics;
using System.Text;
using System.Xml;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Iam;

namespace Daypass.Protocol.Tests.Answers;

/// <summary>
/// Throws nonsense of a fixed seed at the XML reader: never an exception, never a long wait, and never a document that .NET's reader refuses.
/// </summary>
public sealed class XmlFuzzTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1" ? 1_000_000 : 20_000;

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "<a>", "</a>", "<a/>", "<b>", "</b>", "<Role>", "</Role>", "<member>", "</member>", "<!--", "-->", "<![CDATA[", "]]>", "<?",
        "?>", "<?x ?>", "<!DOCTYPE a>", "&", ";", "&amp;", "&#65;", "&#x41;",
        "&#0;", "&lt;", " ", "\n", "\r", "\t", "\0", "x", "=", "'", "\"", "a='b'", "xmlns='u'", "é", "\U00010330", "n:", ":", "1", "true",
        "2026-11-22T04:33:14Z",
    ];

    [Fact]
    public void Nonsense_is_read_or_refused_and_never_throws()
    {
        var random = new Random(23);
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var text = Nonsense(random);
            if (XmlTree.Parse(Encoding.UTF8.GetBytes(text)) is { } document)
            {
                read++;
                _ = RoleResponse.ReadXml(document.Root);
                Assert.True(IsWellFormed(text), text);
            }
        }

        Assert.InRange(read, Rounds / 200, Rounds);
    }

    [Fact]
    public void A_damaged_answer_is_read_or_refused_and_never_throws()
    {
        var random = new Random(29);
        var answer = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "xml", "get-role.xml"));
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = answer.ToArray();
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var result = ResponseReader.Read<RoleResponse>(
                GetRoleRequest.Operation, 200, damaged.AsSpan(0, random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length), out _);
            Assert.True(result.Succeeded || result.Error.Code == ResponseReader.MalformedResponse);
        }
    }

    [Theory]
    [InlineData("<a>", "<b/>", "</a>", 100_000)]
    [InlineData("<a>", "x<b/>", "</a>", 100_000)]
    [InlineData("<a>", "&amp;", "</a>", 100_000)]
    [InlineData("<a>", "<!---->", "</a>", 100_000)]
    [InlineData("<a>", "<![CDATA[x]]>", "</a>", 100_000)]
    public void A_large_document_takes_linear_time(string before, string repeated, string after, int count)
    {
        var text = Encoding.ASCII.GetBytes(before + string.Concat(Enumerable.Repeat(repeated, count)) + after);
        var clock = Stopwatch.StartNew();
        var document = XmlTree.Parse(text);
        Assert.NotNull(document);
        Assert.NotNull(document.Root.Content);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static string Nonsense(Random random)
    {
        var text = new StringBuilder();
        if (random.Next(2) == 0)
        {
            text.Append("<a>");
        }

        for (var count = random.Next(8); count > 0; count--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.Append(random.Next(2) == 0 ? "</a>" : "").ToString();
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            // Prefixes need no declaration here: we are deaf to namespaces.
            using var reader = new XmlTextReader(new StringReader(text)) { Namespaces = false, DtdProcessing = DtdProcessing.Prohibit };
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
