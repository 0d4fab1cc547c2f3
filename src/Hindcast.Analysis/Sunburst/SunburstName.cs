using System.Globalization;
using Hindcast.Evidence;

namespace Hindcast.Analysis.Sunburst;

/// <summary>
/// Decodes the names that the SUNBURST implant asked DNS for: <c>LABEL.appsync-api.REGION.avsvmcloud.com</c>. A name says
/// that a trojanised Orion ran on a server of that domain, never that somebody came in. Thread-safe.
/// </summary>
public static class SunburstName
{
    /// <summary>The zone of the first stage; every name of the implant ends so.</summary>
    public const string Zone = "avsvmcloud.com";

    private const int LeastLabel = 17;
    private const int MostLabel = 32;
    private const int PingLabel = 20;
    private const int ReportLabel = 23;
    private const int SecuredIdChars = 15;
    private const int PiecePosition = 15;
    private const int PayloadPosition = 16;
    private const int PayloadChars = MostLabel - PayloadPosition;

    /// <summary>A domain name has at most 255 characters; each but the last piece carries 15 or 16.</summary>
    private const int MostPieces = 17;

    private static readonly string[] Regions = ["eu-west-1", "us-west-2", "us-east-1", "us-east-2"];
    private static readonly DateTime Epoch = new(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Earliest = new(2020, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Decodes one name.</summary>
    /// <param name="name">The name, in any case, with or without a final dot.</param>
    public static SunburstDecoding Decode(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string reason = TryDecode(name, out SunburstRecord? record);
        return new SunburstDecoding(name, record, reason);
    }

    private static string TryDecode(string name, out SunburstRecord? record)
    {
        record = null;
        if (name.Length > 255)
        {
            return "longer than a DNS name can be";
        }

        // Resolvers mix the case of names (0x20 encoding); the implant writes small letters.
        string[] labels = name.TrimEnd('.').ToLowerInvariant().Split('.');
        if (labels is not [.., "avsvmcloud", "com"])
        {
            return $"not below {Zone}";
        }

        if (labels.Length != 5 || labels[1] != "appsync-api")
        {
            return "not of the form LABEL.appsync-api.REGION.avsvmcloud.com";
        }

        string label = labels[0], region = labels[2];
        if (!Regions.Contains(region))
        {
            return "a region that the implant never uses";
        }

        if (label.Length is < LeastLabel or > MostLabel)
        {
            return string.Create(CultureInfo.InvariantCulture, $"first label of {label.Length} characters, not {LeastLabel} to {MostLabel}");
        }

        Span<byte> secured = stackalloc byte[MostLabel];
        if (SunburstBase32.Decode(label.AsSpan(0, SecuredIdChars), secured) < 0)
        {
            return "a character outside the base 32 alphabet where the host id stands";
        }

        int key = secured[0] & 0x7F;
        if (key is 0 or 127)
        {
            return "a key that the implant never picks";
        }

        return (secured[0] & 0x80) != 0
            ? NameRecord(label, region, secured, out record)
            : TimeRecord(label, region, out record);
    }

    private static string NameRecord(string label, string region, ReadOnlySpan<byte> secured, out SunburstRecord? record)
    {
        record = null;
        Span<byte> id = stackalloc byte[8];
        Unlock(secured, id);
        if (Regions[id[0] % 4] != region)
        {
            return "the region does not agree with the host id";
        }

        if (Piece(label) is not { } piece)
        {
            return "no piece number at its place";
        }

        string payload = label[PayloadPosition..];
        if (piece != SunburstRecord.LastPiece && (piece >= MostPieces || payload.Length != PayloadChars))
        {
            return piece >= MostPieces ? "a piece number beyond the longest domain name" : "a piece that is not the last and not full";
        }

        string fault = ReadPiece(SunburstDomain.WithoutGuard(payload), piece, out string text);
        if (fault.Length == 0)
        {
            record = new SunburstRecord
            {
                Kind = SunburstRecordKind.Name,
                HostId = Convert.ToHexString(id),
                Region = region,
                Piece = piece,
                Payload = payload,
                PieceText = text,
            };
        }

        return fault;
    }

    private static string ReadPiece(string sent, int piece, out string text)
    {
        bool mayBeWhole = piece is 0 or SunburstRecord.LastPiece;
        if (mayBeWhole && SunburstText.IsBase32(sent)
            && SunburstText.TryBase32(sent, piece == SunburstRecord.LastPiece, out text, out string fault))
        {
            return "";
        }

        if (SunburstText.TrySubstitution(sent, out text, out fault))
        {
            return text.Contains("..", StringComparison.Ordinal) ? "two dots in a row, as no domain name has them"
                : piece == 0 && text is ['.' or '-', ..] ? "a domain name that starts with a dot or hyphen"
                : "";
        }

        // A later piece may be the middle of a name in base 32; only the join tells.
        text = "";
        return piece > 0 && SunburstBase32.Decode(sent, stackalloc byte[MostLabel]) >= 0 ? "" : fault;
    }

    private static string TimeRecord(string label, string region, out SunburstRecord? record)
    {
        record = null;
        if (label.Length is not (PingLabel or ReportLabel))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"bit 7 of the key says time record, but the label has {label.Length} characters, not {PingLabel} or {ReportLabel}");
        }

        Span<byte> bytes = stackalloc byte[MostLabel];
        if (SunburstBase32.Decode(label, bytes) < 0)
        {
            return "a character outside the base 32 alphabet";
        }

        Span<byte> plain = stackalloc byte[13];
        Unlock(bytes, plain);
        bool isReport = label.Length == ReportLabel;
        if (plain[8] >> 4 != (isReport ? 2 : 1))
        {
            return "the record type does not agree with the length";
        }

        Span<byte> id = stackalloc byte[8];
        for (int i = 0; i < id.Length; i++)
        {
            id[i] = (byte)(plain[i] ^ plain[i % 2 == 0 ? 10 : 9]);
        }

        if (Regions[id[0] % 4] != region)
        {
            return "the region does not agree with the host id";
        }

        int value = ((plain[8] & 0x0F) << 16) | (plain[9] << 8) | plain[10];
        DateTime time = Epoch.AddMinutes(30 * (value >> 1));
        if (time < Earliest || time >= Latest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a time outside the campaign ({time:yyyy-MM-dd})");
        }

        record = new SunburstRecord
        {
            Kind = isReport ? SunburstRecordKind.Report : SunburstRecordKind.Ping,
            HostId = Convert.ToHexString(id),
            Region = region,
            Time = EvidenceTime.FromUtc(time, TimePrecision.Second),
            IsStage2 = (value & 1) != 0,
            Products = isReport ? SunburstProduct.FromWord((plain[11] << 8) | plain[12]) : [],
            OtherReading = ReadWithoutBit7(label, region, plain[..8]),
        };
        return "";
    }

    /// <summary>
    /// Decoders that do not look at bit 7 of the key and take whatever passes the check of the region for a name record read time
    /// records so whose half hour is a full hour and whose flag is clear: the mask over the byte that chooses the region is then a
    /// multiple of four. Theirs is a reading that others may hold against ours, so it is told.
    /// </summary>
    private static string ReadWithoutBit7(string label, string region, ReadOnlySpan<byte> masked)
    {
        if (Regions[masked[0] % 4] != region || Piece(label) is not { } piece)
        {
            return "";
        }

        string text = SunburstText.AnySubstitution(label.AsSpan(PayloadPosition));
        return string.Create(CultureInfo.InvariantCulture, $"name record of {Convert.ToHexString(masked)}, piece {piece}{(text.Length > 0 ? $", '{text}'" : "")}");
    }

    private static int? Piece(string label)
    {
        char digit = label[PiecePosition];
        int value = digit is >= '0' and <= '9' ? digit - '0' : digit is >= 'a' and <= 'z' ? digit - 'a' + 10 : -1;
        return value < 0 ? null : (((value - label[0]) % 36) + 36) % 36;
    }

    private static void Unlock(ReadOnlySpan<byte> secured, Span<byte> plain)
    {
        for (int i = 0; i < plain.Length; i++)
        {
            plain[i] = (byte)(secured[i + 1] ^ secured[0]);
        }
    }
}
