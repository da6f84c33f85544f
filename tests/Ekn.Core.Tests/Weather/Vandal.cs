using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ekn.Core.Weather;

/// <summary>Damages a JSON body in the ways that clients have met, and in ways nobody has met yet. Repeatable by its seed.</summary>
internal sealed class Vandal(int seed)
{
    private readonly Random random = new(seed);

    public byte[] Damage(byte[] body)
    {
        var root = JsonNode.Parse(body)!;
        for (var strokes = random.Next(0, 4); strokes > 0; strokes--)
        {
            Strike(root);
        }
        body = JsonSerializer.SerializeToUtf8Bytes(root);
        return random.Next(8) switch
        {
            0 => body[..random.Next(body.Length)],
            1 => FlipBytes(body),
            2 => RepeatPart(body),
            _ => body,
        };
    }

    private void Strike(JsonNode root)
    {
        List<JsonNode> containers = [];
        Collect(root, containers);
        switch (containers[random.Next(containers.Count)])
        {
            case JsonObject { Count: > 0 } found:
                StrikeObject(found);
                break;
            case JsonArray { Count: > 0 } found:
                StrikeArray(found);
                break;
            default:
                break;
        }
    }

    private void StrikeObject(JsonObject found)
    {
        var key = found.GetAt(random.Next(found.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                found.Remove(key);
                break;
            case 1:
                found[key] = 9999;
                break;
            case 2:
                found[key] = found[key]?.ToJsonString();
                break;
            case 3:
                found[key + "X"] = found[key]?.DeepClone();
                found.Remove(key);
                break;
            default:
                found[key] = Anything();
                break;
        }
    }

    private void StrikeArray(JsonArray found)
    {
        var (one, other) = (random.Next(found.Count), random.Next(found.Count));
        switch (random.Next(6))
        {
            case 0:
                found.RemoveAt(one);
                break;
            case 1:
                var count = Math.Min(random.Next(1, 8), found.Count - one);
                found.RemoveRange(one, count);
                break;
            case 2:
                (found[one], found[other]) = (found[other]?.DeepClone(), found[one]?.DeepClone());
                break;
            case 3:
                found.Insert(one, found[other]?.DeepClone());
                break;
            case 4:
                found.RemoveRange(one, found.Count - one);
                break;
            default:
                found[one] = Anything();
                break;
        }
    }

    private JsonNode? Anything() =>
        random.Next(14) switch
        {
            0 => null,
            1 => new JsonArray(),
            2 => new JsonObject(),
            3 => "",
            4 => "-7.5",
            5 => "2026-12-01T20:00:00Z",
            6 => "2026-12-01T20:00:00",
            7 => true,
            8 => -7.1m,
            9 => -7.0m,
            10 => 1e300,
            11 => int.MinValue,
            12 => "RED",
            _ => 1,
        };

    private byte[] FlipBytes(byte[] body)
    {
        for (var flips = random.Next(1, 5); flips > 0; flips--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }
        return body;
    }

    private byte[] RepeatPart(byte[] body)
    {
        var from = random.Next(body.Length);
        var length = random.Next(body.Length - from);
        return [.. body[..(from + length)], .. body[from..]];
    }

    private static void Collect(JsonNode? node, List<JsonNode> containers)
    {
        switch (node)
        {
            case JsonObject found:
                containers.Add(found);
                foreach (var (_, value) in found)
                {
                    Collect(value, containers);
                }
                break;
            case JsonArray found:
                containers.Add(found);
                foreach (var value in found)
                {
                    Collect(value, containers);
                }
                break;
            default:
                break;
        }
    }
}
