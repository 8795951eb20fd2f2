FROM python:3.12-slim
WORKDIR /klimabot
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY storage storage
COPY prompts prompts
COPY playground playground
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
  && useradd --system klimabot && mkdir data && chown klimabot: data
USER klimabot
CMD ["klimabot", "run"]
