using System.Reflection;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Json;
using Daypass.Protocol.Query;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Support;
using Daypass.Protocol.Verification;

#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.

namespace Daypass.Protocol.Tests.Json;

public sealed class JsonRequestTests
{
    private const int Rounds = 16;

    public static TheoryData<string> Operations => [.. OperationCatalogue.All.Select(static operation => operation.Permission)];

    /// <summary>Also those that are not served by it today: the reader knows every kind of member that requests have.</summary>
    [Theory, MemberData(nameof(Operations))]
    public void A_request_that_is_written_as_JSON_reads_as_itself(string permission)
    {
        var operation = OperationCatalogue.All.First(operation => operation.Permission == permission);
        typeof(JsonRequestTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(RecordTypes.InputOf(operation)).Invoke(null, null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" \r\n\t{ } ")]
    [InlineData("""{"DurationSeconds":null}""")]
    [InlineData("""{"Unknown\uD83D":"\uD83D"}""")]
    [InlineData("""{"durationSeconds":1,"Unknown":[{"DurationSeconds":true}],"":{},"DurationSeconds ":2}""")]
    public void What_is_null_or_unknown_is_as_if_it_were_not_there(string json) =>
        Assert.Equal(new GetSessionTokenRequest(), Accepted<GetSessionTokenRequest>(json));

    [Theory]
    [InlineData("""{"DurationSeconds":1000}""")]
    [InlineData("""{"\u0044uration\u0053econds":1000}""")]
    public void A_name_is_known_however_it_is_escaped(string json) => Assert.Equal(1000, Accepted<GetSessionTokenRequest>(json).DurationSeconds);

    [Fact]
    public void A_string_is_taken_as_it_is_and_says_nothing_of_other_members()
    {
        var read = Accepted<GetFederationTokenRequest>(
            """{"Name":"anna","Policy":"{\"a\":\"\u00e9%41+&Name=x\u00ff\"}","Tags":[{"Key":"k","Value":""}]}""");
        Assert.Equal("""{"a":"é%41+&Name=xÿ"}""", read.Policy);
        Assert.Equal(("anna", "k", ""), (read.Name, read.Tags[0].Key, read.Tags[0].Value));
    }

    [Fact]
    public void An_element_that_says_nothing_counts()
    {
        using var form = new QueryForm();
        Assert.Null(JsonRequest.Read("""{"UserName":"u","Tags":[{"Key":"k","Value":"v"},{},{"Key":null,"More":1}]}"""u8, TagUserRequest.InputMembers, form));
        var error = TagUserRequest.Read(form).Error!.Message!;
        foreach (var place in new[] { "tags.2.member.key", "tags.2.member.value", "tags.3.member.key", "tags.3.member.value" })
        {
            Assert.Contains($"at '{place}' failed to satisfy constraint: Member must not be null", error, StringComparison.Ordinal);
        }

        Assert.StartsWith("4 validation errors", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_is_there() => Assert.Empty(Accepted<TagUserRequest>("""{"UserName":"u","Tags":[]}""").Tags);

    [Theory]
    [InlineData("""{"Method":1}""", "Method is not a string.")]
    [InlineData("""{"Method":["GET"]}""", "Method is not a string.")]
    [InlineData("""{"Headers":"a"}""", "Headers is not a list.")]
    [InlineData("""{"Headers":{"0":{}}}""", "Headers is not a list.")]
    [InlineData("""{"Headers":[{"Name":"a","Value":"b"},{"Name":{}}]}""", "Headers.2.Name is not a string.")]
    [InlineData("""{"Headers":["a"]}""", "Headers.1 is not an object.")]
    [InlineData("""{"Headers":[null]}""", "Headers.1 is not an object.")]
    [InlineData("""{"SecureTransport":"true"}""", "SecureTransport is neither true nor false.")]
    [InlineData("""{"SecureTransport":1}""", "SecureTransport is neither true nor false.")]
    [InlineData("""{"Method":"GET","Method":"GET"}""", "Method is there twice.")]
    [InlineData("""{"Method":null,"\u004dethod":"GET"}""", "Method is there twice.")]
    [InlineData("""{"Headers":[{"Name":"a","Name":"b"}]}""", "Headers.1.Name is there twice.")]
    public void Another_type_is_refused_with_its_place(string json, string message) => Assert.Equal(message, Refused<CheckAccessRequest>(json));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("\"900\"")]
    [InlineData("true")]
    public void An_integer_is_one(string value) =>
        Assert.Equal("DurationSeconds is not an integer of 32 bits.", Refused<GetSessionTokenRequest>($$"""{"DurationSeconds":{{value}}}"""));

    [Theory]
    [InlineData("1e99")]
    [InlineData("253402300800")]
    [InlineData("\"2026-11-01T00:00:00Z\"")]
    [InlineData("00000000000000000000000000000000000000001")]
    public void An_instant_is_a_number_of_seconds(string value)
    {
        MemberDescription[] members = [new("At", MemberKind.Timestamp)];
        using var form = new QueryForm();
        Assert.Equal("SerializationException", JsonRequest.Read(Encoding.UTF8.GetBytes($$"""{"At":{{value}}}"""), members, form)!.Code);
        Assert.Null(JsonRequest.Read("""{"At":1793491200.125}"""u8, members, form));
        var reader = new QueryReader(form, Service.Sts);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, 125, TimeSpan.Zero), reader.Timestamp(reader.Root, members[0]));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("Action=GetSessionToken")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("""{"DurationSeconds":900,}""")]
    [InlineData("""{"DurationSeconds":0900}""")]
    [InlineData("""{/* */}""")]
    [InlineData("""{"SerialNumber":"\uD83D"}""")]
    [InlineData("""{"SerialNumber":"a""")]
    [InlineData("""{"Unknown":[1,2}""")]
    [InlineData("\uFEFF{}")]
    public void What_is_no_JSON_object_is_refused(string json) => Assert.Equal("The body is not a JSON object.", Refused<GetSessionTokenRequest>(json));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    public void What_is_not_UTF8_is_refused_even_where_nobody_reads_it(byte[] bytes)
    {
        byte[] body = [.. "{\"Unknown\":\""u8, .. bytes, .. "\"}"u8];
        using var form = new QueryForm();
        Assert.Equal("The body is not a JSON object.", JsonRequest.Read(body, GetSessionTokenRequest.Operation.Input, form)!.Message);
    }

    [Theory]
    [InlineData(JsonRequest.MaximumDepth - 1, true)]
    [InlineData(JsonRequest.MaximumDepth, false)]
    [InlineData(100_000, false)]
    public void Depth_is_bounded_where_nobody_reads_it_too(int depth, bool accepted)
    {
        var json = $$"""{"Unknown":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        using var form = new QueryForm();
        Assert.Equal(accepted, JsonRequest.Read(Encoding.UTF8.GetBytes(json), GetSessionTokenRequest.Operation.Input, form) is null);
    }

    [Theory]
    [InlineData(QueryForm.MaximumPairs, null)]
    [InlineData(QueryForm.MaximumPairs + 1, "The body has more than 8192 values.")]
    public void Values_are_as_many_as_a_form_has(int count, string? message)
    {
        var json = $$"""{"TagKeys":[{{string.Join(',', Enumerable.Repeat("\"k\"", count))}}]}""";
        using var form = new QueryForm();
        Assert.Equal(message, JsonRequest.Read(Encoding.UTF8.GetBytes(json), UntagUserRequest.Operation.Input, form)?.Message);
        Assert.Equal(message is null ? count : 0, form.Count);
    }

    [Fact]
    public void A_form_that_was_used_before_and_refused_keeps_nothing()
    {
        using var form = new QueryForm();
        form.Parse(default, "Action=Fly&SerialNumber=secret"u8);
        Assert.NotNull(JsonRequest.Read("""{"SerialNumber":"secret","TokenCode":1}"""u8, GetSessionTokenRequest.Operation.Input, form));
        Assert.Equal((0, false), (form.Count, form.HasAction));
    }

    private static void RoundTrip<T>()
        where T : IOperationInput<T>
    {
        var records = new RandomRecords(new Random(5));
        for (var round = 0; round < Rounds; round++)
        {
            var request = (T)records.Make(typeof(T), T.InputMembers);
            var json = JsonText.From(request, T.InputMembers).ToJsonString();
            var read = Accepted<T>(json);
            Assert.True(RandomRecords.Same(request, read), json);
            Assert.Equal(Written.Form(request), Written.Form(read));
        }
    }

    private static T Accepted<T>(string json)
        where T : IOperationInput<T>
    {
        using var form = new QueryForm();
        Assert.Null(JsonRequest.Read(Encoding.UTF8.GetBytes(json), T.InputMembers, form));
        var read = T.Read(form);
        Assert.Null(read.Error);
        return read.Value!;
    }

    private static string? Refused<T>(string json)
        where T : IOperationInput<T>
    {
        using var form = new QueryForm();
        var error = JsonRequest.Read(Encoding.UTF8.GetBytes(json), T.InputMembers, form);
        Assert.Equal(("SerializationException", 400, 0), (error?.Code, error?.Status, form.Count));
        return error!.Message;
    }
}
