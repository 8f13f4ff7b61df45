/** The HTTP door: what is read from requests, what is told in answers, and nothing that decides about money. */
package io.settlement.producer.web;
