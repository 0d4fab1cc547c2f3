using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hindcast.Tests.Web.Support;

/// <summary>
/// A small OpenID provider in this process, on loopback: discovery, keys, authorization code with PKCE, id tokens signed with
/// RS256. It lets in at once whoever <see cref="Person"/> is, and can be told to answer with tokens that must be refused.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    internal const string ClientId = "hindcast", Secret = "the-secret-of-the-application";
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048), _otherKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Redirect, string Nonce, JsonObject Person)> _codes = new();

    private OpenIdProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Issuer,
            authorization_endpoint = $"{Issuer}/authorize",
            token_endpoint = $"{Issuer}/token",
            jwks_uri = $"{Issuer}/keys",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
            code_challenge_methods_supported = new[] { "S256" },
        }));
        _app.MapGet("/keys", () =>
        {
            RSAParameters published = _key.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", alg = "RS256", n = Base64Url(published.Modulus!), e = Base64Url(published.Exponent!) } } });
        });
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", Token);
    }

    internal string Issuer => _app.Urls.First();

    /// <summary>Claims of the person that is let in next.</summary>
    internal JsonObject Person { get; set; } = [];

    /// <summary>How the next token is wrong.</summary>
    internal Fault Wrong { get; set; }

    /// <summary>Tokens that were given out.</summary>
    internal int Tokens { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    internal static async Task<OpenIdProvider> Start()
    {
        OpenIdProvider provider = new();
        await provider._app.StartAsync();
        return provider;
    }

    private IResult Authorize(HttpRequest request)
    {
        string Value(string name) => request.Query[name].ToString();
        if (Value("client_id") != ClientId || Value("response_type") != "code" || !Value("scope").Split(' ').Contains("openid")
            || Value("code_challenge_method") != "S256" || Value("code_challenge").Length != 43 || Value("nonce").Length == 0 || Value("state").Length == 0)
        {
            return Results.BadRequest("not what a client with PKCE, nonce and state asks for");
        }

        string code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (Value("code_challenge"), Value("redirect_uri"), Value("nonce"), (JsonObject)Person.DeepClone());
        return Results.Redirect($"{Value("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Value("state"))}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        if (form["grant_type"] != "authorization_code" || form["client_id"] != ClientId || form["client_secret"] != Secret
            || !_codes.TryRemove(form["code"].ToString(), out (string Challenge, string Redirect, string Nonce, JsonObject Person) begun)
            || form["redirect_uri"] != begun.Redirect
            || Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != begun.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        JsonObject claims = begun.Person;
        claims["iss"] = Wrong == Fault.Issuer ? "https://other.example" : Issuer;
        claims["aud"] = Wrong == Fault.Audience ? "another-application" : ClientId;
        claims["nonce"] = Wrong == Fault.Nonce ? "a nonce of another time" : begun.Nonce;
        claims["iat"] = Wrong == Fault.Time ? now - 7200 : now;
        claims["exp"] = Wrong == Fault.Time ? now - 3600 : now + 300;
        string header = Wrong == Fault.NoSignature ? """{"alg":"none"}""" : """{"alg":"RS256","kid":"k1","typ":"JWT"}""";
        string body = $"{Base64Url(Encoding.UTF8.GetBytes(header))}.{Base64Url(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        byte[] signature = Wrong == Fault.NoSignature
            ? []
            : (Wrong == Fault.Signature ? _otherKey : _key).SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Tokens++;
        return Results.Json(new { access_token = "unused", token_type = "Bearer", expires_in = 300, id_token = $"{body}.{Base64Url(signature)}" });
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>What can be wrong with a token.</summary>
    internal enum Fault
    {
        None,
        Signature,
        NoSignature,
        Nonce,
        Audience,
        Issuer,
        Time,
    }
}
