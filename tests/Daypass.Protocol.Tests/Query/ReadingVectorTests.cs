using System.Text.Json;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Query;

/// <summary>Runs tests/vectors/query-forms.</summary>
public sealed class ReadingVectorTests
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Vector> Vectors =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "query-forms", "reading.jsonl"))
            .Select(static line => JsonSerializer.Deserialize<Vector>(line, CamelCase)!)
            .ToDictionary(static vector => vector.Name);

    public static TheoryData<string> Accepted => [.. Vectors.Values.Where(static vector => vector.Code is null).Select(static vector => vector.Name)];

    public static TheoryData<string> Refused => [.. Vectors.Values.Where(static vector => vector.Code is not null).Select(static vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_good_form_is_read_as_the_vector_says(string name)
    {
        var vector = Vectors[name];
        using var form = TestForms.Parse(vector.Form, vector.Query);
        var (error, written) = RecordTypes.ReadAndWrite(vector.Describe(), form);
        Assert.Null(error?.Message ?? error?.Code);
        Assert.Equal(vector.Writes, written);
        using var again = TestForms.Parse(written!);
        Assert.Equal(vector.Writes, RecordTypes.ReadAndWrite(vector.Describe(), again).Form);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_bad_form_is_refused_in_the_words_of_the_vector(string name)
    {
        var vector = Vectors[name];
        using var form = TestForms.Parse(vector.Form, vector.Query);
        var error = vector.Describe().Check(form);
        Assert.NotNull(error);
        Assert.Equal((vector.Code, 400, vector.Message), (error.Code, error.Status, error.Message));
    }

    private sealed record Vector(string Name, string Service, string Operation, string Form, string? Writes, string? Code, string? Message)
    {
        public string Query { get; init; } = "";

        public OperationDescription Describe() => OperationCatalogue.Find(Operation, Service == "sts" ? Catalogue.Service.Sts : Catalogue.Service.Iam)!;
    }
}
