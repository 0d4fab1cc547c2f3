using System.Globalization;
using Hindcast.Fleet;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Organisations;
using Hindcast.Web.Security;
using Microsoft.AspNetCore.Http.Metadata;

namespace Hindcast.Web.Api;

/// <summary>
/// Evidence in pieces that can be resumed: announce a file, send pieces with the offset that they begin at, complete it. After
/// a broken connection the upload tells how far it came.
/// </summary>
internal static class UploadApi
{
    /// <summary>Header with the offset that a piece begins at, and in answers with the one that the next begins at.</summary>
    internal const string OffsetHeader = "Upload-Offset";

    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/servers/{server}/uploads", List).Needs(AccessNeed.Read);
        api.MapPost("/servers/{server}/uploads", Begin).Needs(AccessNeed.Upload, "evidence.announce");
        api.MapGet("/uploads/{upload}", Get).Needs(AccessNeed.Upload);
        api.MapPatch("/uploads/{upload}", Append).Needs(AccessNeed.Upload).WithMetadata(new PieceLimit());
        api.MapPost("/uploads/{upload}/complete", Complete).Needs(AccessNeed.Upload, "evidence.complete");
        api.MapDelete("/uploads/{upload}", Delete).Needs(AccessNeed.Upload, "evidence.delete");
    }

    private static Task<IReadOnlyList<Upload>> List(string server, UploadStore uploads, CancellationToken cancellation) => uploads.Of(server, cancellation);

    private static async Task<IResult> Begin(
        string server, NewUpload wanted, UploadStore uploads, ServerStore servers, CancellationToken cancellation)
    {
        try
        {
            ServerRow found = (await servers.Find(server, cancellation))!;
            return await uploads.Begin(server, found.OrganisationId, wanted.Name, wanted.LengthBytes, wanted.Sha256 ?? "", cancellation) is { } upload
                ? TypedResults.Created($"/api/v1/uploads/{upload.Id}", upload)
                : Problem.Conflict("The server has a file of this name, or the organisation's quota is used up.");
        }
        catch (ArgumentException failure)
        {
            return Problem.Bad(failure.Message);
        }
    }

    private static async Task<Upload?> Get(string upload, UploadStore uploads, CancellationToken cancellation) => await uploads.Find(upload, cancellation);

    private static async Task<IResult> Append(string upload, HttpContext context, UploadStore uploads, CancellationToken cancellation)
    {
        if (!long.TryParse(context.Request.Headers[OffsetHeader], NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
        {
            return Problem.Bad($"A piece says in {OffsetHeader} where it begins.");
        }

        AppendResult result = await uploads.Append(upload, offset, context.Request.Body, cancellation);
        if (await uploads.Find(upload, CancellationToken.None) is { } now)
        {
            context.Response.Headers[OffsetHeader] = now.ReceivedBytes.ToString(CultureInfo.InvariantCulture);
        }

        return result switch
        {
            AppendResult.Taken => TypedResults.NoContent(),
            AppendResult.TooLong => TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge),
            AppendResult.Busy => Problem.Conflict("Another request writes to this upload."),
            AppendResult.Closed => Problem.Conflict("The upload is whole."),
            _ => Problem.Conflict($"The piece does not begin where the upload ends; {OffsetHeader} says where that is."),
        };
    }

    private static async Task<IResult> Complete(string upload, UploadStore uploads, CancellationToken cancellation) =>
        await uploads.Complete(upload, cancellation) is { } whole
            ? TypedResults.Ok(whole)
            : Problem.Conflict("Bytes are missing, or the SHA-256 is not the one that was announced; the upload tells where it stands.");

    private static async Task<IResult> Delete(string upload, UploadStore uploads, CancellationToken cancellation)
    {
        await uploads.Delete(upload, cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>A file to be sent.</summary>
    internal sealed record NewUpload(string Name, long LengthBytes, string? Sha256);

    private sealed class PieceLimit : IRequestSizeLimitMetadata
    {
        // One byte more than a piece may have, so that the store sees and refuses what is too long.
        public long? MaxRequestBodySize => FleetOptions.MaxChunkBytes + 1L;
    }
}
