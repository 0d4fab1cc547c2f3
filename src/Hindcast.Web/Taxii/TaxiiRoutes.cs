using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Sharing;
using Hindcast.Reports.Sharing;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hindcast.Web.Taxii;

/// <summary>
/// A TAXII 2.1 server (OASIS): one API root with a collection for each level of TLP. A caller sees the collections up to its
/// clearance; others are not there for it. Additions are taken or refused at once, so that their status is always complete.
/// </summary>
internal static class TaxiiRoutes
{
    private const string Media = "application/taxii+json;version=2.1";
    private const string StixMedia = "application/stix+json;version=2.1";
    private const string Root = "/taxii2/shared";
    private const long MaxBytes = 10 << 20;

    internal static void MapTaxii(this WebApplication app)
    {
        RouteGroupBuilder taxii = app.MapGroup("/taxii2").ExcludeFromDescription();
        taxii.AddEndpointFilter(Negotiate);
        taxii.MapGet("/", Discovery).Needs(AccessNeed.TaxiiRead);
        RouteGroupBuilder root = taxii.MapGroup("/shared");
        root.MapGet("/", ApiRoot).Needs(AccessNeed.TaxiiRead);
        root.MapGet("/status/{status}", Status).Needs(AccessNeed.TaxiiWrite);
        root.MapGet("/collections", Collections).Needs(AccessNeed.TaxiiRead);
        root.MapGet("/collections/{collection}", Collection).Needs(AccessNeed.TaxiiRead);
        root.MapGet("/collections/{collection}/manifest", Manifest).Needs(AccessNeed.TaxiiRead);
        root.MapGet("/collections/{collection}/objects", Objects).Needs(AccessNeed.TaxiiRead, "sharing.read");
        root.MapGet("/collections/{collection}/objects/{object}", OneObject).Needs(AccessNeed.TaxiiRead, "sharing.read");
        root.MapDelete("/collections/{collection}/objects/{object}", Delete).Needs(AccessNeed.TaxiiWrite, "sharing.delete");
        root.MapGet("/collections/{collection}/objects/{object}/versions", Versions).Needs(AccessNeed.TaxiiRead);
        root.MapPost("/collections/{collection}/objects", Add).Needs(AccessNeed.TaxiiWrite, "sharing.add").WithMetadata(new BodyLimit());
    }

    /// <summary>A TAXII client asks for TAXII; one that asks for something else is told so.</summary>
    private static async ValueTask<object?> Negotiate(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpRequest request = context.HttpContext.Request;
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count > 0 && !accepted.Any(IsTaxii))
        {
            return Error(StatusCodes.Status406NotAcceptable, $"This server speaks {Media}.");
        }

        if (HttpMethods.IsPost(request.Method) && !(MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? sent) && sent.MediaType == "application/taxii+json"))
        {
            return Error(StatusCodes.Status415UnsupportedMediaType, $"Send {Media}.");
        }

        return await next(context);
    }

    private static bool IsTaxii(MediaTypeHeaderValue type) =>
        type.MediaType == "*/*" || type.MediaType == "application/*"
        || (type.MediaType == "application/taxii+json" && type.Parameters.All(p => p.Name != "version" || p.Value == "2.1"));

    private static ContentHttpResult Discovery(HttpContext context) => Json(new JsonObject
    {
        ["title"] = "Hindcast",
        ["description"] = "Intelligence that organisations and analysts of this server share",
        ["default"] = Url(context, $"{Root}/"),
        ["api_roots"] = new JsonArray(Url(context, $"{Root}/")),
    });

    private static ContentHttpResult ApiRoot() => Json(new JsonObject
    {
        ["title"] = "Shared",
        ["versions"] = new JsonArray(Media),
        ["max_content_length"] = MaxBytes,
    });

    private static ContentHttpResult Collections(HttpContext context) => Json(new JsonObject
    {
        ["collections"] = new JsonArray([.. SharingCircle.All.Where(c => Sees(context, c)).Select(c => Describe(context, c))]),
    });

    private static ContentHttpResult Collection(string collection, HttpContext context) =>
        Find(context, collection) is { } found ? Json(Describe(context, found)) : NoCollection();

    private static async Task<ContentHttpResult> Objects(string collection, HttpContext context, SharedObjectStore store) =>
        await Answer(collection, null, context, store, o => JsonNode.Parse(o.Body.GetRawText()));

    private static async Task<ContentHttpResult> OneObject(string collection, string @object, HttpContext context, SharedObjectStore store) =>
        await Answer(collection, @object, context, store, o => JsonNode.Parse(o.Body.GetRawText()));

    private static async Task<ContentHttpResult> Manifest(string collection, HttpContext context, SharedObjectStore store) =>
        await Answer(collection, null, context, store, o => new JsonObject
        {
            ["id"] = o.Id,
            ["date_added"] = Time(o.Added),
            ["version"] = o.Version,
            ["media_type"] = StixMedia,
        });

    private static async Task<ContentHttpResult> Versions(string collection, string @object, HttpContext context, SharedObjectStore store)
    {
        if (Find(context, collection) is not { } found || Query(context.Request.Query, @object) is not { } query)
        {
            return NoCollection();
        }

        (IReadOnlyList<SharedObject> objects, bool more) = await store.List(found, query with { Versions = [SharedQuery.All] }, context.RequestAborted);
        return objects.Count == 0 ? NoObject() : Page(context, objects, more, "versions", o => JsonValue.Create(o.Version));
    }

    private static async Task<ContentHttpResult> Answer(
        string collection, string? @object, HttpContext context, SharedObjectStore store, Func<SharedObject, JsonNode?> shown)
    {
        if (Find(context, collection) is not { } found)
        {
            return NoCollection();
        }

        if (Query(context.Request.Query, @object) is not { } query)
        {
            return Error(StatusCodes.Status400BadRequest, "A filter has not the form that TAXII gives it.");
        }

        (IReadOnlyList<SharedObject> objects, bool more) = await store.List(found, query, context.RequestAborted);
        return objects.Count == 0 && @object is not null ? NoObject() : Page(context, objects, more, "objects", shown);
    }

    private static ContentHttpResult Page(HttpContext context, IReadOnlyList<SharedObject> objects, bool more, string name, Func<SharedObject, JsonNode?> shown)
    {
        JsonObject body = [];
        if (objects.Count > 0)
        {
            context.Response.Headers["X-TAXII-Date-Added-First"] = Time(objects[0].Added);
            context.Response.Headers["X-TAXII-Date-Added-Last"] = Time(objects[^1].Added);
            body["more"] = more;
            if (more)
            {
                body["next"] = objects[^1].Added.ToString(CultureInfo.InvariantCulture);
            }

            body[name] = new JsonArray([.. objects.Select(shown)]);
        }

        return Json(body);
    }

    private static async Task<ContentHttpResult> Add(string collection, HttpContext context, SharedObjectStore store)
    {
        if (Find(context, collection) is not { } found)
        {
            return NoCollection();
        }

        Caller caller = context.Caller();
        IReadOnlyList<SharedVerdict> verdicts;
        try
        {
            using JsonDocument envelope = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (envelope.RootElement.ValueKind != JsonValueKind.Object || !envelope.RootElement.TryGetProperty("objects", out JsonElement objects)
                || objects.ValueKind != JsonValueKind.Array || objects.GetArrayLength() is 0 or > SharedObjectStore.MaxObjects)
            {
                return Error(StatusCodes.Status422UnprocessableEntity, $"An envelope has 1 to {SharedObjectStore.MaxObjects} objects.");
            }

            verdicts = await store.Add(found, caller, [.. objects.EnumerateArray()], context.RequestAborted);
        }
        catch (JsonException)
        {
            return Error(StatusCodes.Status422UnprocessableEntity, "The body is no JSON.");
        }

        string status = await store.KeepStatus(caller, id => Outcome(id, verdicts).ToJsonString(), context.RequestAborted);
        return TypedResults.Content(status, Media, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Deletes an object, or versions of it. What others added stays.</summary>
    private static async Task<IResult> Delete(string collection, string @object, HttpContext context, SharedObjectStore store)
    {
        if (Find(context, collection) is not { } found)
        {
            return NoCollection();
        }

        if (Query(context.Request.Query, @object) is not { } query)
        {
            return Error(StatusCodes.Status400BadRequest, "A filter has not the form that TAXII gives it.");
        }

        return await store.Delete(found, context.Caller(), context.Request.Query.ContainsKey("match[version]") ? query : query with { Versions = [SharedQuery.All] }, context.RequestAborted) switch
        {
            null => Error(StatusCodes.Status403Forbidden, "Others added it."),
            0 => NoObject(),
            _ => TypedResults.Content("", Media),
        };
    }

    private static async Task<ContentHttpResult> Status(string status, HttpContext context, SharedObjectStore store) =>
        await store.Status(context.Caller(), status, context.RequestAborted) is { } found
            ? TypedResults.Content(found, Media)
            : Error(StatusCodes.Status404NotFound, "No such status.");

    private static JsonObject Outcome(string id, IReadOnlyList<SharedVerdict> verdicts)
    {
        JsonArray List(bool taken) =>
        [
            .. verdicts.Where(v => v.Problem is null == taken).Select(v => new JsonObject { ["id"] = v.Id, ["version"] = v.Version, ["message"] = v.Problem ?? "taken" }),
        ];
        JsonArray successes = List(true), failures = List(false);
        return new JsonObject
        {
            ["id"] = id,
            ["status"] = "complete",
            ["total_count"] = verdicts.Count,
            ["success_count"] = successes.Count,
            ["successes"] = successes,
            ["failure_count"] = failures.Count,
            ["failures"] = failures,
            ["pending_count"] = 0,
        };
    }

    /// <summary>Reads the filters of TAXII; null when one has not its form. Lists are bounded, and limits that ask for more are cut.</summary>
    private static SharedQuery? Query(IQueryCollection query, string? id)
    {
        SharedQuery read = new();
        if (query["added_after"] is [{ } after])
        {
            if (!DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
            {
                return null;
            }

            read = read with { After = (time - DateTimeOffset.UnixEpoch).Ticks / 10 };
        }

        if (query["next"] is [{ } next])
        {
            if (!long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out long from))
            {
                return null;
            }

            read = read with { After = Math.Max(read.After, from) };
        }

        if (query["limit"] is [{ } limit])
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out int most) || most < 1)
            {
                return null;
            }

            read = read with { Limit = Math.Min(most, SharedQuery.MaxLimit) };
        }

        string[] versions = Words(query["match[version]"]);
        return read with
        {
            Ids = id is null ? Words(query["match[id]"]) : [id],
            Types = Words(query["match[type]"]),
            SpecVersions = Words(query["match[spec_version]"]),
            Versions = versions.Length == 0 ? read.Versions : [.. versions.Select(Version)],
        };
    }

    private static string Version(string word) =>
        DateTimeOffset.TryParse(word, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? Time((time - DateTimeOffset.UnixEpoch).Ticks / 10)
            : word;

    private static string[] Words(StringValues values) =>
        [.. values.OfType<string>().SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Take(50)];

    private static SharingCircle? Find(HttpContext context, string id) => SharingCircle.All.FirstOrDefault(c => c.Id == id && Sees(context, c));

    private static bool Sees(HttpContext context, SharingCircle collection) => collection.Level <= context.Caller().Clearance;

    private static JsonObject Describe(HttpContext context, SharingCircle collection) => new()
    {
        ["id"] = collection.Id,
        ["title"] = TlpLabel.Name(collection.Level),
        ["description"] = $"Nothing in it is more closed than {TlpLabel.Name(collection.Level)}",
        ["can_read"] = context.Caller().Has(TokenScopes.TaxiiRead),
        ["can_write"] = context.Caller().Has(TokenScopes.TaxiiWrite),
        ["media_types"] = new JsonArray(StixMedia),
    };

    private static string Url(HttpContext context, string path) => $"{context.Request.Scheme}://{context.Request.Host}{path}";

    private static string Time(long microseconds) =>
        DateTime.UnixEpoch.AddTicks(microseconds * 10).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static ContentHttpResult NoCollection() => Error(StatusCodes.Status404NotFound, "No such collection.");

    private static ContentHttpResult NoObject() => Error(StatusCodes.Status404NotFound, "No such object.");

    private static ContentHttpResult Error(int status, string what) => TypedResults.Content(
        new JsonObject { ["title"] = what, ["http_status"] = status.ToString(CultureInfo.InvariantCulture) }.ToJsonString(), Media, statusCode: status);

    private static ContentHttpResult Json(JsonObject body) => TypedResults.Content(body.ToJsonString(), Media);

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxBytes;
    }
}
