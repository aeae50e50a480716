using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;

namespace Daypass.Federation.Tests.Propagation;

/// <summary>An account that issues tokens, and a client that exchanges some for them.</summary>
public sealed class ExchangeWorld : IAsyncDisposable
{
    public const string Audience = "https://api.example.com";

    private static readonly HttpClient Http = new();

    private ExchangeWorld(PropagationWorld world) => Of = world;

    public PropagationWorld Of { get; }

    public string Issuer => $"{Of.Server.Url}/oidc/{Of.Server.Account}";

    public string Role { get; private set; } = "";

    public static async Task<ExchangeWorld> Start()
    {
        var world = new ExchangeWorld(await PropagationWorld.Start());
        await world.Of.RegisterOidc(PropagationWorld.Context("email"));
        await world.Of.Get(new EnableOutboundWebIdentityFederationRequest());
        world.Role = await world.Of.OidcRole("agent", PropagationWorld.Allow("[\"sts:GetWebIdentityToken\",\"sts:SetWebIdentityTokenScope\"]"));
        return world;
    }

    public ValueTask DisposeAsync() => Of.DisposeAsync();

    /// <summary>A token of a person.</summary>
    public string Jane(Action<JsonObject>? with = null) => Of.Mint(claims =>
    {
        claims["sub"] = "jane";
        claims["email"] = "jane@example.com";
        with?.Invoke(claims);
    });

    /// <summary>A token of an agent.</summary>
    public string Agent(Action<JsonObject>? with = null) => Of.Mint(claims =>
    {
        claims["sub"] = "agent-7";
        claims["email"] = "agents@example.com";
        with?.Invoke(claims);
    });

    /// <summary>A good request, after it was changed: a null takes a parameter away, and one that is there already is replaced.</summary>
    public List<KeyValuePair<string, string>> Form(params (string Name, string? Value)[] changes)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), new("client_id", Role), new("subject_token", Jane()),
            new("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"), new("audience", Audience),
        ];
        foreach (var name in changes.Select(static change => change.Name).Distinct())
        {
            form.RemoveAll(pair => pair.Key == name);
        }

        form.AddRange(changes.Where(static change => change.Value is not null).Select(static change => KeyValuePair.Create(change.Name, change.Value!)));
        return form;
    }

    public async Task<(int Status, JsonObject Body, HttpResponseMessage Answer)> Exchange(params (string Name, string? Value)[] changes)
    {
        using var content = new FormUrlEncodedContent(Form(changes));
        return await Send(content);
    }

    public async Task<(int Status, JsonObject Body, HttpResponseMessage Answer)> Send(HttpContent content, string query = "", string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Issuer}/token{query}") { Content = content };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, JsonNode.Parse(text.Length == 0 ? "{}" : text)!.AsObject(), answer);
    }

    /// <summary>The error of a request that must be refused.</summary>
    public async Task<string> Refused(params (string Name, string? Value)[] changes)
    {
        var (status, body, _) = await Exchange(changes);
        Assert.Equal((int)HttpStatusCode.BadRequest, status);
        Assert.Null(body["access_token"]);
        return (string)body["error"]!;
    }

    public static JsonElement Claims(JsonObject body) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(((string)body["access_token"]!).Split('.')[1])).RootElement;

    public async Task<JsonElement> Document(string url)
    {
        using var answer = await Http.GetAsync(new Uri(Of.Server.Url + url));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
