using System.Net;
using System.Text.RegularExpressions;

namespace Hindcast.Tests.Web.Support;

/// <summary>What a browser does with forms: keeps cookies, reads a form's token from its page and sends it.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };

    internal Browser(Uri address) => Client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address };

    internal HttpClient Client { get; private set; }

    /// <summary>Goes to another server with the same cookies; browsers tell ports of one host not apart.</summary>
    internal void Move(Uri address)
    {
        Client.Dispose();
        Client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address };
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    internal async Task<string> Page(string path)
    {
        HttpResponseMessage response = await Client.GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form that stands on a page.</summary>
    internal async Task<HttpResponseMessage> Send(string page, string action, params (string Name, string Value)[] values)
    {
        string token = Token().Match(await Page(page)) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : "";
        return await Client.PostAsync(
            action,
            new FormUrlEncodedContent([.. values.Select(v => new KeyValuePair<string, string>(v.Name, v.Value)), new("__RequestVerificationToken", token)]));
    }

    internal async Task<HttpStatusCode> SignIn(string name, string password) =>
        (await Send("/login", "/do/sign-in", ("name", name), ("password", password))).StatusCode;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
