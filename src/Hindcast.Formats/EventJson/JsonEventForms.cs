using System.Globalization;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Formats.Listings;

namespace Hindcast.Formats.EventJson;

/// <summary>
/// The forms in which Windows events are exported as JSON: the event's own structure (evtx_dump, Velociraptor, <c>hindcast dump</c>),
/// Winlogbeat (<c>winlog</c>, before version 7 at the top), EvtxECmd (<c>Payload</c>), NXLog and other shippers (all fields at the top), and
/// what PowerShell's ConvertTo-Json makes of Get-WinEvent. See docs/formats/evtx.md for the sources.
/// </summary>
internal static class JsonEventForms
{
    private const int MaxFields = 512;

    private static readonly string[] TopTimes = ["TimeCreated", "@timestamp", "UtcTime", "EventTime", "TimeGenerated"];
    private static readonly string[] TopProviders = ["ProviderName", "SourceName", "Provider", "source_name", "Provider_Name"];
    private static readonly string[] TopComputers = ["Computer", "MachineName", "Hostname", "ComputerName", "computer_name"];
    private static readonly string[] TopChannels = ["Channel", "LogName", "log_name"];
    private static readonly string[] TopIds = ["EventID", "EventId", "event_id", "Id"];

    /// <summary>The event that an object is; null when it is none.</summary>
    internal static JsonEvent? Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement own = root.TryGetProperty("Event", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        if (own.TryGetProperty("System", out JsonElement system) && system.ValueKind == JsonValueKind.Object)
        {
            return OfSystem(own, system);
        }

        return root.TryGetProperty("winlog", out JsonElement winlog) && winlog.ValueKind == JsonValueKind.Object ? OfWinlog(root, winlog) : OfTop(root);
    }

    private static JsonEvent? OfSystem(JsonElement own, JsonElement system)
    {
        string channel = Text(system, "Channel");
        if (channel.Length == 0 || Number(Inner(system, "EventID", "#text", "Value")) is not { } id)
        {
            return null;
        }

        Fields fields = new();
        fields.Add("Computer", Text(system, "Computer"));
        foreach (string section in (string[])["EventData", "UserData"])
        {
            if (own.TryGetProperty(section, out JsonElement data))
            {
                fields.AddData(data);
            }
        }

        fields.AddMessage(own);
        string time = Inner(system, "TimeCreated", "SystemTime");
        EvidenceTime? at = Time(time);
        return new JsonEvent(channel, Inner(system, "Provider", "Name", "@Name"), id, at, IsTimeWithoutZone: false, fields.All);
    }

    private static JsonEvent? OfWinlog(JsonElement root, JsonElement winlog)
    {
        string channel = Text(winlog, "channel");
        if (channel.Length == 0 || Number(Text(winlog, "event_id")) is not { } id)
        {
            return null;
        }

        Fields fields = new();
        fields.Add("Computer", Text(winlog, "computer_name"));
        foreach (string section in (string[])["event_data", "user_data"])
        {
            if (winlog.TryGetProperty(section, out JsonElement data))
            {
                fields.AddData(data);
            }
        }

        fields.AddMessage(root);
        return new JsonEvent(channel, Text(winlog, "provider_name"), id, Time(Text(root, "@timestamp")), IsTimeWithoutZone: false, fields.All);
    }

    private static JsonEvent? OfTop(JsonElement root)
    {
        string channel = First(root, TopChannels);
        if (channel.Length == 0 || Number(First(root, TopIds)) is not { } id)
        {
            return null;
        }

        Fields fields = new();
        fields.Add("Computer", First(root, TopComputers));
        if (root.TryGetProperty("event_data", out JsonElement legacy) && legacy.ValueKind == JsonValueKind.Object)
        {
            fields.AddData(legacy);
            fields.AddMessage(root);
        }
        else if (root.TryGetProperty("Payload", out JsonElement payload) && payload.ValueKind == JsonValueKind.String && !payload.ValueEquals(""))
        {
            AddPayload(fields, payload);
        }
        else
        {
            AddTop(fields, root);
        }

        EvidenceTime? time = null;
        foreach (string name in TopTimes)
        {
            string text = Text(root, name);
            if (Time(text) is { } sure)
            {
                return new JsonEvent(channel, First(root, TopProviders), id, sure, IsTimeWithoutZone: false, fields.All);
            }

            // Sysmon's UtcTime says its zone by its name, and EvtxECmd writes its times in UTC.
            if (name is "UtcTime" or "TimeCreated" && FileListing.ParseTime(text, isUtc: true) is { } utc)
            {
                return new JsonEvent(channel, First(root, TopProviders), id, utc, IsTimeWithoutZone: false, fields.All);
            }

            time ??= FileListing.ParseTime(text, isUtc: true);
        }

        return new JsonEvent(channel, First(root, TopProviders), id, time, time is not null, fields.All);
    }

    /// <summary>Everything at the top but what tells of the event itself; properties without names as PowerShell lists them.</summary>
    private static void AddTop(Fields fields, JsonElement root)
    {
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.NameEquals("Properties") && property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement value in property.Value.EnumerateArray())
                {
                    fields.Add("Data", value.ValueKind == JsonValueKind.Object ? Text(value, "Value") : Scalar(value));
                }
            }
            else if (!TopChannels.Contains(property.Name) && !TopIds.Contains(property.Name) && !TopProviders.Contains(property.Name) && !TopComputers.Contains(property.Name)
                && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                fields.Add(property.NameEquals("message") ? "Message" : property.Name, Scalar(property.Value));
            }
        }
    }

    /// <summary>EvtxECmd puts the event's data as JSON into a text.</summary>
    private static void AddPayload(Fields fields, JsonElement payload)
    {
        try
        {
            using JsonDocument inner = JsonDocument.Parse(payload.GetString()!, JsonEventText.Options);
            foreach (string section in (string[])["EventData", "UserData"])
            {
                if (inner.RootElement.ValueKind == JsonValueKind.Object && inner.RootElement.TryGetProperty(section, out JsonElement data))
                {
                    fields.AddData(data);
                }
            }
        }
        catch (JsonException)
        {
            fields.Add("Data", Scalar(payload));
        }
    }

    private static EvidenceTime? Time(string text) =>
        text.StartsWith("/Date(", StringComparison.Ordinal) && text.EndsWith(")/", StringComparison.Ordinal)
            ? long.TryParse(text.AsSpan(6, text.Length - 8), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds is > 0 and < 253402300800000
                ? EvidenceTime.FromUtc(DateTime.UnixEpoch.AddMilliseconds(milliseconds), TimePrecision.Millisecond) : null
            : FileListing.ParseTime(text, isUtc: false)
                ?? UnixTime(text);

    /// <summary>Seconds since 1970 with the digits that are written behind the point.</summary>
    private static EvidenceTime? UnixTime(string text)
    {
        if (text.Length is < 9 or > 24 || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            || seconds is <= 0 or > 253402300799)
        {
            return null;
        }

        int point = text.IndexOf('.', StringComparison.Ordinal), digits = point < 0 ? 0 : text.Length - point - 1;
        return EvidenceTime.FromUtc(
            DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)),
            digits == 0 ? TimePrecision.Second : digits <= 3 ? TimePrecision.Millisecond : TimePrecision.Tick);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string First(JsonElement of, string[] names) => names.Select(n => Text(of, n)).FirstOrDefault(t => t.Length > 0) ?? "";

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) ? Scalar(value) : "";

    /// <summary>A value that some programs write by itself and others as an attribute of an object.</summary>
    private static string Inner(JsonElement of, string name, params ReadOnlySpan<string> inner)
    {
        if (!of.TryGetProperty(name, out JsonElement value))
        {
            return "";
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return Scalar(value);
        }

        JsonElement holder = value.TryGetProperty("#attributes", out JsonElement attributes) && attributes.ValueKind == JsonValueKind.Object ? attributes : value;
        foreach (string key in inner)
        {
            string found = Text(value, key) is { Length: > 0 } direct ? direct : Text(holder, key);
            if (found.Length > 0)
            {
                return found;
            }
        }

        return "";
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };

    /// <summary>Collects fields, at most so many.</summary>
    private sealed class Fields
    {
        private readonly List<KeyValuePair<string, string>> _all = [];

        internal IReadOnlyList<KeyValuePair<string, string>> All => _all;

        internal void Add(string name, string value)
        {
            if (_all.Count < MaxFields && value.Length > 0)
            {
                _all.Add(new(name, value));
            }
        }

        internal void AddMessage(JsonElement root) => Add("Message", Text(root, "message") is { Length: > 0 } lower ? lower : Text(root, "Message"));

        /// <summary>The data of an event: names with values, values alone, or elements with a name and a text as attributes; the element around user data is passed.</summary>
        internal void AddData(JsonElement data)
        {
            switch (data.ValueKind)
            {
                case JsonValueKind.Object when data.TryGetProperty("@Name", out JsonElement name):
                    Add(Scalar(name), Text(data, "#text"));
                    break;
                case JsonValueKind.Object:
                    foreach (JsonProperty property in data.EnumerateObject())
                    {
                        if (property.Name is "#attributes" or "xmlns" or "@Name")
                        {
                            continue;
                        }

                        if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                        {
                            AddData(property.Value);
                        }
                        else
                        {
                            Add(property.Name == "#text" ? "Data" : property.Name, Scalar(property.Value));
                        }
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement element in data.EnumerateArray())
                    {
                        AddData(element);
                    }

                    break;
                default:
                    Add("Data", Scalar(data));
                    break;
            }
        }
    }
}
