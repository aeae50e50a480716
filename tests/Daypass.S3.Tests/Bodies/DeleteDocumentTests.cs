using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;

namespace Daypass.S3.Tests.Bodies;

public sealed class DeleteDocumentTests
{
    [Fact]
    public void A_document_is_read_and_written_anew()
    {
        var read = Read("""
            <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a &amp; b</Key><VersionId>v</VersionId></Object>
            <Quiet>true</Quiet><Object><ETag>"e"</ETag><Key> blank </Key></Object></Delete>
            """);
        Assert.True(read.IsQuiet);
        Assert.Equal([new DeleteEntry("a & b", "v"), new DeleteEntry(" blank ", null) { ETag = "\"e\"" }], read.Entries);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a &amp; b</Key>"
            + "<VersionId>v</VersionId></Object><Object><Key> blank </Key><ETag>&quot;e&quot;</ETag></Object></Delete>",
            Encoding.UTF8.GetString(DeleteDocument.Write(read.Entries)));
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("<&>\"'")]
    [InlineData("\t\n \r")]
    [InlineData("\uFFFD")]
    [InlineData("é😀")]
    public void What_the_store_reads_is_what_was_decided(string key) =>
        Assert.Equal(key, Read(Encoding.UTF8.GetString(DeleteDocument.Write([new DeleteEntry(key, null)]))).Entries[0].Key);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("<Delete/>")]
    [InlineData("<Delete><Quiet>true</Quiet></Delete>")]
    [InlineData("<Remove><Object><Key>a</Key></Object></Remove>")]
    [InlineData("<Delete><Object><Key></Key></Object></Delete>")]
    [InlineData("<Delete><Object><VersionId>v</VersionId></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><VersionId/></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><Acl>b</Acl></Object></Delete>")]
    [InlineData("<Delete><Object><Key><b>a</b></Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key></Object></Delete><Delete/>")]
    [InlineData("<Delete><Quiet>maybe</Quiet><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<Delete>text<Object><Key>a</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE Delete [<!ENTITY x 'a'>]><Delete><Object><Key>&x;</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE Delete SYSTEM 'file:///etc/passwd'><Delete><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a&#0;</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>&#xD800;</Key></Object></Delete>")]
    public void What_is_none_is_refused(string xml)
    {
        Assert.Equal(S3Errors.MalformedXml, DeleteDocument.Read(Encoding.UTF8.GetBytes(xml), out var document));
        Assert.Null(document);
    }

    [Fact]
    public void A_thousand_entries_are_the_most()
    {
        Assert.Equal(1000, Read(Of(1000)).Entries.Count);
        Assert.Equal(S3Errors.MalformedXml, DeleteDocument.Read(Encoding.UTF8.GetBytes(Of(1001)), out _));
        Assert.Equal("MaxMessageLengthExceeded", DeleteDocument.Read(new byte[DeleteDocument.Longest + 1], out _)!.Code);
        Assert.Equal(
            S3Errors.MalformedXml,
            DeleteDocument.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<Delete>", 100_000))), out _));
    }

    [Fact]
    public void The_answer_tells_of_each_entry_in_the_order_of_the_request()
    {
        var document = Read("""
            <Delete><Object><Key>one</Key></Object><Object><Key>two</Key></Object><Object><Key>three</Key><VersionId>v</VersionId></Object>
            <Object><Key>four</Key></Object></Delete>
            """);
        S3Error?[] denied = [null, S3Errors.AccessDenied with { Message = "no \"way\"" }, null, null];
        const string OfStore = "<DeleteResult><Error><Key>three</Key><VersionId>v</VersionId><Code>Locked</Code><Message>m</Message></Error>"
            + "<Deleted><Key>one</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>d</DeleteMarkerVersionId></Deleted></DeleteResult>";
        const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
        const string Errors = "<Error><Key>two</Key><Code>AccessDenied</Code><Message>no &quot;way&quot;</Message></Error>"
            + "<Error><Key>three</Key><VersionId>v</VersionId><Code>Locked</Code><Message>m</Message></Error>"
            + "<Error><Key>four</Key><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error></DeleteResult>";
        Assert.Equal(
            Head + "<Deleted><Key>one</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>d</DeleteMarkerVersionId></Deleted>" + Errors,
            Answer(document, denied, OfStore));
        Assert.Equal(Head + Errors, Answer(document with { IsQuiet = true }, denied, OfStore));
        Assert.Null(DeleteAnswer.Write(document, denied, "<html/>"u8.ToArray()));
    }

    private static string Of(int entries) =>
        $"<Delete>{string.Concat(Enumerable.Range(0, entries).Select(static number => $"<Object><Key>{number}</Key></Object>"))}</Delete>";

    private static DeleteDocument Read(string xml)
    {
        Assert.Null(DeleteDocument.Read(Encoding.UTF8.GetBytes(xml), out var document));
        return document!;
    }

    private static string Answer(DeleteDocument document, S3Error?[] denied, string ofStore) =>
        Encoding.UTF8.GetString(DeleteAnswer.Write(document, denied, Encoding.UTF8.GetBytes(ofStore))!);
}
