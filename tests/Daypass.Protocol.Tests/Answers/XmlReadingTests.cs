using System.Text;
using Daypass.Protocol.Answers;

namespace Daypass.Protocol.Tests.Answers;

public sealed class XmlReadingTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("text")]
    [InlineData("<a>")]
    [InlineData("</a>")]
    [InlineData("<a></b>")]
    [InlineData("<a><b></a></b>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("text<a/>")]
    [InlineData("<a")]
    [InlineData("<a b>")]
    [InlineData("<a b=c/>")]
    [InlineData("<a b='c/>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a b='&x;'/>")]
    [InlineData("<a b='1'c='2'/>")]
    [InlineData("<1/>")]
    [InlineData("< a/>")]
    [InlineData("<a>&b;</a>")]
    [InlineData("<a>&</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#x1F;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#x110000;</a>")]
    [InlineData("<a>&#-1;</a>")]
    [InlineData("<a>&#+65;</a>")]
    [InlineData("<a>&#x;</a>")]
    [InlineData("<a>&#;</a>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a><![CDATA[x</a>")]
    [InlineData("<![CDATA[x]]>")]
    [InlineData("<a><!-- </a>")]
    [InlineData("<a><!-- -- --></a>")]
    [InlineData("<a><? </a>")]
    [InlineData("<a><? x ?></a>")]
    [InlineData("<a><?x</a>")]
    [InlineData("<a><?xml version='1.0'?></a>")]
    [InlineData(" <?xml version='1.0'?><a/>")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<a a='' b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' m='' n='' o='' p='' q=''/>")]
    [InlineData("<x:a></y:a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
    [InlineData("<a><!ELEMENT b></a>")]
    public void What_is_not_well_formed_or_has_a_document_type_is_refused(string xml) => Assert.Null(XmlTree.Parse(Encoding.UTF8.GetBytes(xml)));

    [Theory]
    [InlineData("<a/>", "")]
    [InlineData("<a></a>", "")]
    [InlineData("<a  b = 'c' d=\"e\" />", "")]
    [InlineData("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c -->\n<a>x</a>\n<!-- d -->\n", "x")]
    [InlineData("<n:a xmlns:n='u'>x</n:a >", "x")]
    [InlineData("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#X43;</a>", null)]
    [InlineData("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x10FFFD;</a>", "<>&\"'AB\U0010FFFD")]
    [InlineData("<a>1\r\n2\r3\n4&#13;</a>", "1\n2\n3\n4\r")]
    [InlineData("<a>x<!-- y -->z<b>inner</b>&amp;<![CDATA[<&>]]>.</a>", "xz&<&>.")]
    [InlineData("<a><![CDATA[]]></a>", "")]
    public void Text_is_read_as_XML_has_it(string xml, string? content) => Assert.Equal(content, XmlTree.Parse(Encoding.UTF8.GetBytes(xml))?.Root.Content);

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        Assert.NotNull(Nested(XmlTree.MaximumDepth));
        Assert.Null(Nested(XmlTree.MaximumDepth + 1));
        Assert.Null(XmlTree.Parse(Encoding.ASCII.GetBytes("<a>" + new string('x', XmlTree.MaximumBytes) + "</a>")));
        Assert.Null(XmlTree.Parse(Encoding.ASCII.GetBytes("<a>" + string.Concat(Enumerable.Repeat("<b/>", XmlTree.MaximumNodes)) + "</a>")));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused() =>
        Assert.Null(XmlTree.Parse([(byte)'<', (byte)'a', (byte)'>', 0xFF, (byte)'<', (byte)'/', (byte)'a', (byte)'>']));

    private static XmlTree? Nested(int depth) =>
        XmlTree.Parse(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth))));
}
