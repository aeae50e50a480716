using System.Net.Http.Headers;
using System.Text;
using Daypass.Core.Requests;
using Daypass.Protocol.Catalogue;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Edge;

/// <summary>What clients send and policies compare has a longest length.</summary>
public sealed class LongHeaderTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("User-Agent", RequestSource.LongestHeader, 200)]
    [InlineData("User-Agent", RequestSource.LongestHeader + 1, 400)]
    [InlineData("Referer", RequestSource.LongestHeader, 200)]
    [InlineData("Referer", RequestSource.LongestHeader + 1, 400)]
    public async Task A_longer_one_is_refused(string name, int length, int status)
    {
        var body = Encoding.UTF8.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
        world.Server.Api.Sign(request, body, ServiceDescription.Get(Service.Sts), world.Admin);
        request.Headers.TryAddWithoutValidation(name, new string('a', length));

        using var answer = await world.Server.Api.Send(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 400, (await answer.Content.ReadAsStringAsync()).Contains("has more than 4096 characters", StringComparison.Ordinal));
    }
}
