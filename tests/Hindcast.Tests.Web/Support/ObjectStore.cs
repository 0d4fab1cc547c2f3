using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Hindcast.Tests.Web.Support;

/// <summary>
/// The part of S3 that the fleet uses, in this process, on loopback: objects in memory by path-style address. Every request must
/// carry a right AWS Signature Version 4, and the SHA-256 that it was signed with must be that of the body.
/// </summary>
internal sealed class ObjectStore : IAsyncDisposable
{
    internal const string Bucket = "evidence", AccessKey = "AK", SecretKey = "the-secret-key", Region = "eu-north-1";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _multipart = new();

    private ObjectStore()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(Answer);
    }

    internal Uri Address => new(_app.Urls.First());

    /// <summary>The objects by key.</summary>
    internal ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests whose signature was not right.</summary>
    internal int Refused { get; private set; }

    /// <summary>Uploads in parts that nobody completed or gave up.</summary>
    internal int Unfinished => _multipart.Count;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal static async Task<ObjectStore> Start()
    {
        ObjectStore store = new();
        await store._app.StartAsync();
        return store;
    }

    private async Task Answer(HttpContext context)
    {
        HttpRequest request = context.Request;
        using MemoryStream sent = new();
        await request.Body.CopyToAsync(sent);
        byte[] body = sent.ToArray();
        if (!IsSigned(context, body))
        {
            Refused++;
            await Xml(context, 403, new XElement("Error", new XElement("Code", "SignatureDoesNotMatch")));
            return;
        }

        string[] path = request.Path.Value!.Split('/', 3);
        if (path[1] != Bucket)
        {
            await Xml(context, 404, new XElement("Error", new XElement("Code", "NoSuchBucket")));
            return;
        }

        await Serve(context, path.Length > 2 ? path[2] : "", body);
    }

    private async Task Serve(HttpContext context, string key, byte[] body)
    {
        HttpRequest request = context.Request;
        IQueryCollection query = request.Query;
        switch (request.Method)
        {
            case "GET" when query["list-type"] == "2":
                string[] found = [.. Objects.Keys.Where(k => k.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
                int most = int.Parse(query["max-keys"].ToString(), CultureInfo.InvariantCulture);
                await Xml(context, 200, new XElement(
                    "ListBucketResult", new XElement("IsTruncated", found.Length > most ? "true" : "false"), new XElement("KeyCount", Math.Min(most, found.Length)),
                    found.Take(most).Select(k => new XElement("Contents", new XElement("Key", k), new XElement("Size", Objects[k].Length)))));
                break;
            case "GET" when Objects.TryGetValue(key, out byte[]? content):
                context.Response.ContentLength = content.Length;
                await context.Response.Body.WriteAsync(content);
                break;
            case "POST" when query.ContainsKey("uploads"):
                string begun = Guid.NewGuid().ToString("N");
                _multipart[begun] = [];
                await Xml(context, 200, new XElement("InitiateMultipartUploadResult", new XElement("Bucket", Bucket), new XElement("Key", key), new XElement("UploadId", begun)));
                break;
            case "PUT" when query.ContainsKey("partNumber"):
                _multipart[query["uploadId"].ToString()][int.Parse(query["partNumber"].ToString(), CultureInfo.InvariantCulture)] = body;
                context.Response.Headers.ETag = Tag(body);
                break;
            case "POST" when query.ContainsKey("uploadId"):
                _multipart.TryRemove(query["uploadId"].ToString(), out SortedDictionary<int, byte[]>? parts);
                Assert.All(parts!.Values.SkipLast(1), p => Assert.True(p.Length >= 5 << 20, "S3 takes no small part but the last"));
                Objects[key] = [.. parts.Values.SelectMany(p => p)];
                await Xml(context, 200, new XElement("CompleteMultipartUploadResult", new XElement("Key", key), new XElement("ETag", "\"0-1\"")));
                break;
            case "POST" when query.ContainsKey("delete"):
                foreach (XElement one in XDocument.Parse(Encoding.UTF8.GetString(body)).Descendants().Where(e => e.Name.LocalName == "Key"))
                {
                    Objects.TryRemove(one.Value, out _);
                }

                await Xml(context, 200, new XElement("DeleteResult"));
                break;
            case "PUT":
                Objects[key] = body;
                context.Response.Headers.ETag = Tag(body);
                break;
            case "DELETE" when query.ContainsKey("uploadId"):
                _multipart.TryRemove(query["uploadId"].ToString(), out _);
                context.Response.StatusCode = 204;
                break;
            case "DELETE":
                Objects.TryRemove(key, out _);
                context.Response.StatusCode = 204;
                break;
            default:
                await Xml(context, 404, new XElement("Error", new XElement("Code", "NoSuchKey")));
                break;
        }
    }

    private static string Tag(byte[] body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";

    private static Task Xml(HttpContext context, int status, XElement body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body.ToString(SaveOptions.DisableFormatting));
    }

    private static bool IsSigned(HttpContext context, byte[] body)
    {
        HttpRequest request = context.Request;
        string payload = request.Headers["x-amz-content-sha256"].ToString(), time = request.Headers["x-amz-date"].ToString();
        Dictionary<string, string> given = request.Headers.Authorization.ToString().Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal)
            .Split(',', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        if (!given.TryGetValue("Credential", out string? credential) || !given.TryGetValue("SignedHeaders", out string? signed)
            || !given.TryGetValue("Signature", out string? signature) || payload != Convert.ToHexStringLower(SHA256.HashData(body)) || time.Length < 8
            || credential != $"{AccessKey}/{time[..8]}/{Region}/s3/aws4_request")
        {
            return false;
        }

        string[] target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        string query = target.Length < 2
            ? ""
            : string.Join('&', target[1].Split('&').Select(p => p.Contains('=', StringComparison.Ordinal) ? p : p + "=").Order(StringComparer.Ordinal));
        string headers = string.Concat(signed.Split(';').Select(h => $"{h}:{(h == "host" ? request.Host.Value : request.Headers[h].ToString().Trim())}\n"));
        string asked = $"{request.Method}\n{target[0]}\n{query}\n{headers}\n{signed}\n{payload}";
        string scope = credential[(AccessKey.Length + 1)..];
        string toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (string part in new[] { time[..8], Region, "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return signature == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
