using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Answers;

public sealed class EscapingTests
{
    public static TheoryData<string> Texts =>
    [
        "", "plain", "<>&\"'", "a]]>b", "tab\tand\nline", "carriage\rreturn\r\n", "é ü \u3042 \U00010330", " leading and trailing ", new string('x', 5000),
        string.Concat(Enumerable.Repeat("\U00010330&", 3000)),
        new string('é', 1023) + "\U00010330" + new string('<', 1024),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_text_survives_XML_and_JSON(string text)
    {
        var error = new AwsError("X", 400, text);
        var xml = Written.Error(Service.Sts, error);
        Assert.Equal(text, XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Descendants()
            .First(static element => element.Name.LocalName == "Message").Value);
        Assert.Equal(text, XmlTree.Parse(Encoding.UTF8.GetBytes(xml))!.Root.Find("Error"u8)!.Value.Find("Message"u8)!.Value.Content);
        using var json = JsonDocument.Parse(Written.Error(Service.Sts, error, json: true));
        Assert.Equal(text, json.RootElement.GetProperty("Error").GetProperty("Message").GetString());
    }

    [Fact]
    public void What_XML_cannot_say_becomes_a_replacement_character_and_JSON_says_it()
    {
        var error = new AwsError("X", 400, "a\0b\u0001c\u001Fd\uFFFEe\ud800f");
        Assert.Contains("<Message>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf</Message>", Written.Error(Service.Sts, error), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Written.Error(Service.Sts, error, json: true));
        Assert.Equal("a\0b\u0001c\u001Fd\uFFFEe\uFFFDf", json.RootElement.GetProperty("Error").GetProperty("Message").GetString());
    }

    [Fact]
    public void Every_control_character_survives_JSON()
    {
        var text = string.Concat(Enumerable.Range(0, 32).Select(static character => (char)character));
        using var json = JsonDocument.Parse(Written.Error(Service.Sts, new AwsError("X", 400, text), json: true));
        Assert.Equal(text, json.RootElement.GetProperty("Error").GetProperty("Message").GetString());
    }

    [Theory]
    [InlineData("{\"a\": \"b+c%3A%20~é\U00010330\"}")]
    [InlineData("-._~ /?:@!$&'()*,;=[]\t\n\r\"<>\\^`{|}")]
    public void A_policy_document_is_percent_encoded_so_that_every_client_gets_its_bytes_back(string document)
    {
        var xml = Written.Success(GetUserPolicyRequest.Operation, new GetUserPolicyResponse { UserName = "anna", PolicyName = "p", PolicyDocument = document });
        var encoded = XDocument.Parse(xml).Descendants().First(static element => element.Name.LocalName == "PolicyDocument").Value;
        Assert.Equal(Uri.EscapeDataString(document), encoded);
        Assert.Equal(document, System.Net.WebUtility.UrlDecode(encoded));
        Assert.Equal(document, ResponseReader.Read<GetUserPolicyResponse>(
            GetUserPolicyRequest.Operation, 200, Encoding.UTF8.GetBytes(xml), out _).Value!.PolicyDocument);
    }
}
