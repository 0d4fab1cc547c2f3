using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Hindcast.Tests.Web.Support;

/// <summary>What the server pushed: kind and content.</summary>
internal sealed record LiveEvent(string Kind, JsonElement Data)
{
    /// <summary>Reads a stream of events until one is the last, or the server ends it.</summary>
    internal static async Task<List<LiveEvent>> Read(HttpClient client, string path, Func<LiveEvent, bool> isLast, Func<Task>? onFirst = null)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(90));
        using HttpResponseMessage answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        await using Stream stream = await answer.Content.ReadAsStreamAsync(limit.Token);
        List<LiveEvent> events = [];
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(limit.Token))
        {
            events.Add(new LiveEvent(item.EventType, JsonElement.Parse(item.Data)));
            if (events.Count == 1 && onFirst is not null)
            {
                await onFirst();
            }

            if (isLast(events[^1]))
            {
                break;
            }
        }

        return events;
    }
}
