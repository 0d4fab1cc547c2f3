using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Hindcast.Tests.Web.Support;

/// <summary>What a browser does with forms: keeps cookies, reads a form's token from its page and sends it.</summary>
internal sealed partial class Browser : IDisposable
{
    private static int _last = 1;
    private readonly SocketsHttpHandler _handler;

    internal Browser(Uri address)
    {
        // Each comes from an address of its own, where loopback has many: signing in is limited by address.
        IPAddress own = OperatingSystem.IsMacOS() ? IPAddress.Loopback : new IPAddress([127, 0, 1, (byte)(Interlocked.Increment(ref _last) % 250)]);
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
            ConnectCallback = async (context, cancellation) =>
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(own, 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        Client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address };
    }

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
