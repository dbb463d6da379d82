package plumbago.base.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;

/** A request read whole, and what its body has of the quota until the request is released. */
final class HeldRequest extends AbstractReferenceCounted {
    private final FullHttpRequest request;
    private final BodyQuota quota;
    private final long bytes;

    /** @param bytes taken from the quota, to be given back with the release */
    HeldRequest(FullHttpRequest request, BodyQuota quota, long bytes) {
        this.request = request;
        this.quota = quota;
        this.bytes = bytes;
    }

    FullHttpRequest request() {
        return request;
    }

    /** How long the body is. */
    long bytes() {
        return bytes;
    }

    byte[] body() {
        return ByteBufUtil.getBytes(request.content());
    }

    @Override
    protected void deallocate() {
        request.release();
        quota.giveBack(bytes);
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        request.touch(hint);
        return this;
    }
}
