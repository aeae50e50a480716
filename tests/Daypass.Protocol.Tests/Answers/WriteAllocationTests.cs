using System.Buffers;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Tests.Identifiers;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Answers;

public sealed class WriteAllocationTests
{
    private static readonly AssumeRoleResponse Response = new()
    {
        Credentials = new() { AccessKeyId = "ASIAQ3EGRSM3Q3EGRSM3", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            SessionToken = new string('t', 700), Expiration = DateTimeOffset.UnixEpoch },
        AssumedRoleUser = new() { Arn = "arn:aws:sts::123456789012:assumed-role/reader/deploy", AssumedRoleId = "AROAQ3EGRSM3Q3EGRSM3Q:deploy" },
        PackedPolicySize = 8,
        SourceIdentity = "anna@example.com",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writing_an_AssumeRole_answer_into_a_warm_buffer_allocates_nothing(bool json)
    {
        var output = new ArrayBufferWriter<byte>(8192);
        Assert.Equal(0, AllocatedBytes.PerCall(() =>
        {
            output.ResetWrittenCount();
            ResponseWriter.Success(output, AssumeRoleRequest.Operation, Response, Written.RequestId, json);
        }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Writing_an_error_into_a_warm_buffer_allocates_nothing(bool json)
    {
        var output = new ArrayBufferWriter<byte>(8192);
        var error = StsErrors.RootMayNotAssumeRoles();
        Assert.Equal(0, AllocatedBytes.PerCall(() =>
        {
            output.ResetWrittenCount();
            ResponseWriter.Error(output, Service.Sts, error, Written.RequestId, json);
        }));
    }

    [Fact]
    public void An_answer_is_the_same_however_small_the_pieces_of_the_buffer_are()
    {
        var pieces = new StingyBuffer();
        ResponseWriter.Success(pieces, AssumeRoleRequest.Operation, Response, Written.RequestId, json: false);
        Assert.Equal(Written.Success(AssumeRoleRequest.Operation, Response), System.Text.Encoding.UTF8.GetString(pieces.Written));
    }

    /// <summary>Never gives more than it must.</summary>
    private sealed class StingyBuffer : IBufferWriter<byte>
    {
        private readonly List<byte> _written = [];
        private byte[] _piece = [];

        public byte[] Written => [.. _written];

        public void Advance(int count) => _written.AddRange(_piece[..count]);

        public Memory<byte> GetMemory(int sizeHint = 0) => _piece = new byte[Math.Max(sizeHint, 1)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
