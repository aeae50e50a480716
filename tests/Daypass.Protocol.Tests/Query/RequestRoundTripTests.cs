using System.Reflection;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Query;
using Daypass.Protocol.Tests.Support;

#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.

namespace Daypass.Protocol.Tests.Query;

public sealed class RequestRoundTripTests
{
    private const int Rounds = 16;

    public static TheoryData<string> Operations => [.. OperationCatalogue.All.Select(static operation => operation.Permission)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_request_that_is_written_reads_as_itself(string permission)
    {
        var operation = OperationCatalogue.All.First(operation => operation.Permission == permission);
        typeof(RequestRoundTripTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(RecordTypes.InputOf(operation)).Invoke(null, null);
    }

    private static void RoundTrip<T>()
        where T : IOperationInput<T>
    {
        var records = new RandomRecords(new Random(3));
        for (var round = 0; round < Rounds; round++)
        {
            var request = (T)records.Make(typeof(T), T.InputMembers);
            var text = Written.Form(request);
            var read = TestForms.Accepted<T>(text);
            Assert.True(RandomRecords.Same(request, read), text);
            Assert.Equal(text, Written.Form(read));
        }
    }
}
