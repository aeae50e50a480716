using System.Reflection;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Tests.Support;

#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.

namespace Daypass.Protocol.Tests.Answers;

public sealed class AnswerRoundTripTests
{
    private const int Rounds = 16;

    public static TheoryData<string> Operations =>
        [.. OperationCatalogue.All.Where(static operation => operation.HasOutput).Select(static operation => operation.Permission)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_answer_that_is_written_reads_as_itself_and_its_JSON_has_the_same_tree(string permission)
    {
        var operation = OperationCatalogue.All.First(operation => operation.Permission == permission);
        typeof(AnswerRoundTripTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(RecordTypes.OutputOf(operation)).Invoke(null, [operation]);
    }

    private static void RoundTrip<T>(OperationDescription operation)
        where T : IOperationOutput<T>
    {
        var records = new RandomRecords(new Random(5));
        for (var round = 0; round < Rounds; round++)
        {
            var answer = (T)records.Make(typeof(T), T.OutputMembers);
            var xml = Written.Success(operation, answer);
            var read = ResponseReader.Read<T>(operation, 200, Encoding.UTF8.GetBytes(xml), out var requestId);
            Assert.Null(read.Error?.Message);
            Assert.Equal(Written.RequestId, requestId);
            Assert.True(RandomRecords.Same(answer, read.Value), xml);
            Assert.Equal(xml, Written.Success(operation, read.Value!));

            using var json = JsonDocument.Parse(Written.Success(operation, answer, json: true));
            var envelope = json.RootElement.GetProperty(operation.Name + "Response");
            Assert.Equal(Written.RequestId, envelope.GetProperty("ResponseMetadata").GetProperty("RequestId").GetString());
            SameTree(XmlTree.Parse(Encoding.UTF8.GetBytes(xml))!.Root.Find(Encoding.ASCII.GetBytes(operation.Name + "Result"))!.Value,
                envelope.GetProperty(operation.Name + "Result"), T.OutputMembers);
        }
    }

    private static void SameTree(XmlElement xml, JsonElement json, IReadOnlyList<MemberDescription> members)
    {
        Assert.Equal(xml.Children.Select(static child => Encoding.UTF8.GetString(child.Name)), json.EnumerateObject().Select(static property => property.Name));
        foreach (var child in xml.Children)
        {
            var name = Encoding.UTF8.GetString(child.Name);
            var member = members.First(member => member.Name == name);
            var value = json.GetProperty(name);
            switch (member.Kind)
            {
                case MemberKind.Structure:
                    SameTree(child, value, member.Members);
                    break;
                case MemberKind.List:
                    Assert.Equal(child.Children.Count(), value.GetArrayLength());
                    break;
                case MemberKind.Text:
                    Assert.Equal(child.Content, value.GetString());
                    break;
                case MemberKind.Timestamp:
                    Assert.Equal(DateTimeOffset.Parse(child.Content, System.Globalization.CultureInfo.InvariantCulture),
                        DateTimeOffset.UnixEpoch.AddMilliseconds((double)value.GetDecimal() * 1000));
                    break;
                case MemberKind.Map:
                    Assert.Equal(child.Children.Count(), value.EnumerateObject().Count());
                    break;
                default:
                    Assert.Equal(child.Content, value.ToString(), ignoreCase: member.Kind == MemberKind.Boolean);
                    break;
            }
        }
    }
}
