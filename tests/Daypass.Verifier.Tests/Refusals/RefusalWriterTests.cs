using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Refusals;

namespace Daypass.Verifier.Tests.Refusals;

public sealed class RefusalWriterTests
{
    private const string Odd = "a <b> & \"c\" \u0001\uffff \ud800 é";

    [Theory]
    [InlineData(RefusalFormat.Xml)]
    [InlineData(RefusalFormat.StorageXml)]
    [InlineData(RefusalFormat.AwsJson)]
    [InlineData(RefusalFormat.ProblemJson)]
    public void Whatever_a_sentence_holds_the_document_is_one(RefusalFormat format)
    {
        var refusal = new AccessRefusal(new AwsError("AccessDenied", 403, Odd), "the-id") { EncodedMessage = "encoded" };
        var text = Encoding.UTF8.GetString(RefusalWriter.Write(refusal, format).Body.Span);
        if (format is RefusalFormat.Xml or RefusalFormat.StorageXml)
        {
            var read = XDocument.Parse(text).Descendants().ToDictionary(static element => element.Name.LocalName, static element => element.Value);
            Assert.Equal(("AccessDenied", "the-id", "encoded"), (read["Code"], read["RequestId"], read["EncodedAuthorizationMessage"]));
            Assert.StartsWith("a <b> & \"c\" ", read["Message"], StringComparison.Ordinal);
        }
        else
        {
            using var read = JsonDocument.Parse(text);
            Assert.Equal("encoded", read.RootElement.GetProperty("encodedAuthorizationMessage").GetString());
            Assert.Equal("AccessDenied", read.RootElement.GetProperty(format == RefusalFormat.AwsJson ? "__type" : "code").GetString());
        }
    }
}
